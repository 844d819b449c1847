package dev.curfew.core.caller;

/** The one deployment that a proof is made for; a proof made for another one is worth nothing. */
public record Audience(String stack, String account, String region) {

    /** As it is signed: {@code STACK/ACCOUNT/REGION}. */
    @Override
    public String toString() {
        return stack + "/" + account + "/" + region;
    }
}
