package dev.curfew.core.journal;

/** Signs with a key that never leaves its place, so nobody can sign in its name later. */
public interface Notary {

    /** The signature of a digest, in Base64. */
    String sign(byte[] digest);

    /** Whether the text is this notary's signature of the digest. */
    boolean attests(byte[] digest, String signature);
}
