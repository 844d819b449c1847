package dev.curfew.client;

import java.time.Instant;

/**
 * A lease and its credential. Text made from it shows neither secret nor token.
 *
 * @param id 12 characters, such as {@code 4k2j8s0d9f1a}
 * @param expiresAt from then on everything is denied
 */
public record Lease(
        String id,
        String task,
        String accessKeyId,
        String secretAccessKey,
        String sessionToken,
        Instant expiresAt) {

    @Override
    public String toString() {
        return "Lease[" + id + " of " + task + " until " + expiresAt + "]";
    }
}
