package dev.curfew.cli.console;

import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.watch.Kind;

/** How something is; a class of the style sheet each. */
enum Tone {
    GOOD,
    NOTE,
    BAD,
    CALM;

    static Tone of(LeaseState state) {
        return switch (state) {
            case ACTIVE -> GOOD;
            case PENDING -> NOTE;
            case REVOKED -> BAD;
            case RELEASED, EXPIRED, FAILED -> CALM;
        };
    }

    static Tone of(IdentityStatus status) {
        return switch (status) {
            case ACTIVE -> GOOD;
            case INACTIVE -> NOTE;
            case QUARANTINED -> BAD;
            case DELETED -> CALM;
        };
    }

    static Tone of(Kind.Severity severity) {
        return switch (severity) {
            case HIGH -> BAD;
            case MEDIUM -> NOTE;
            case LOW -> CALM;
        };
    }
}
