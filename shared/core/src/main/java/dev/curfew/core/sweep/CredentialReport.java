package dev.curfew.core.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * IAM's report on the credentials of all users. It is up to four hours old, tells uses some hours
 * late and does not name the keys, so nothing is ever taken to be unused on its word.
 */
public interface CredentialReport {

    /** Asks IAM to make one. While IAM has one that is young enough, it makes no other. */
    void ask();

    /** The report, if there is one. */
    Answer read();

    /** What IAM answers. */
    sealed interface Answer {

        /**
         * The report.
         *
         * @param at when it was made
         * @param rows by the user's ARN, without the account's root
         */
        record Ready(Instant at, Map<String, Row> rows) implements Answer {
            public Ready {
                rows = Map.copyOf(rows);
            }
        }

        /** It is being made. */
        record NotYet() implements Answer {}

        /** There is none, or only one that is too old. */
        record None() implements Answer {}
    }

    /**
     * What the report tells of one user.
     *
     * @param created when the user was made, in whole seconds: a name is used again
     * @param hash of all that it tells but for uses
     * @param password whether there is a password for the console; null when it does not say
     * @param certificates whether it shows a signing certificate
     * @param keys what it tells of keys that were used
     */
    record Row(
            Instant created,
            String hash,
            @Nullable Boolean password,
            boolean certificates,
            List<KeyUse> keys) {
        public Row {
            keys = List.copyOf(keys);
        }
    }

    /**
     * The use of a key.
     *
     * @param rotated when the key was made, in whole seconds
     */
    record KeyUse(
            Instant rotated, Instant at, @Nullable String service, @Nullable String region) {}
}
