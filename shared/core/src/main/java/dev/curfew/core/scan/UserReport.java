package dev.curfew.core.scan;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.sweep.CredentialReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * IAM's report on the credentials of all users, with those that were never used. It names no key by
 * its id, and tells uses some hours late. It is up to four hours old.
 */
public interface UserReport {

    /** Asks IAM to make one; while IAM has one that is young enough, it makes no other. */
    void ask();

    /** The report, if there is one. */
    Answer read();

    /** What IAM answers. */
    sealed interface Answer {

        /**
         * The report.
         *
         * @param at when it was made
         * @param rows by the user's ARN, without the root user
         * @param root the account's root user; null when the report does not show it
         */
        record Ready(Instant at, Map<String, Row> rows, @Nullable Row root) implements Answer {
            public Ready {
                rows = Map.copyOf(rows);
            }

            /** The row of that user, and not of another who bore the name before. */
            @Nullable Row row(String arn, Instant created) {
                Row row = rows.get(arn);
                return row != null && row.created().equals(created) ? row : null;
            }
        }

        /** It is being made. */
        record NotYet() implements Answer {}

        /** There is none, or only one that is too old. */
        record None() implements Answer {}
    }

    /**
     * What it tells of a user.
     *
     * @param created when the user was made, in whole seconds: a name is used again
     * @param password whether there is a password for the console; null when it does not say
     * @param passwordUsed when the password was used last; null when it does not say
     */
    record Row(
            Instant created,
            @Nullable Boolean password,
            @Nullable Instant passwordUsed,
            List<Slot> slots) {
        public Row {
            slots = List.copyOf(slots);
        }
    }

    /**
     * One of the user's two access keys or two signing certificates.
     *
     * @param name such as {@code key 1}
     * @param made when it was made, in whole seconds; null when the report does not say
     * @param use {@code Never} where the report has nothing to tell of a key; {@link
     *     CredentialReport} says why the word of the report alone ends nothing
     */
    record Slot(
            IdentityKind kind, String name, boolean active, @Nullable Instant made, LastUse use) {}

    /** The name that an ARN ends with, without its path. */
    static String nameOf(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
