package dev.curfew.core.slack;

import dev.curfew.core.lease.LeaseId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a button is about: its value is {@code identity:ID}, {@code lease:ID} or {@code finding:ID}.
 */
sealed interface Target {

    /** IAM's unique id of a user, a role or a credential. */
    record Identity(String id) implements Target {}

    record Lease(LeaseId id) implements Target {}

    record Finding(String id) implements Target {}

    Pattern IDENTITY = Pattern.compile("[A-Za-z0-9_]{16,128}");
    Pattern FINDING = Pattern.compile("[0-9a-z]{12}");

    /** Empty when the value is none of these. */
    static Optional<Target> read(String value) {
        int colon = value.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String id = value.substring(colon + 1);
        return switch (value.substring(0, colon)) {
            case "identity" ->
                    IDENTITY.matcher(id).matches()
                            ? Optional.of(new Identity(id))
                            : Optional.empty();
            case "lease" -> LeaseId.read(id).map(Lease::new);
            case "finding" ->
                    FINDING.matcher(id).matches() ? Optional.of(new Finding(id)) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
