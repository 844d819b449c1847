package dev.curfew.core.lease;

/**
 * The credentials of an opened session. They exist in the answer to the holder and nowhere else.
 */
public record SessionCredentials(String accessKeyId, String secretAccessKey, String sessionToken) {

    /** Names the key id only. */
    @Override
    public String toString() {
        return "SessionCredentials[" + accessKeyId + "]";
    }
}
