package dev.curfew.core.watch;

/** What can be found. */
public enum Kind {
    /** A lease's session was denied what its lease does not give. */
    OUT_OF_SCOPE(Reaction.REVOKE),
    /** A lease's session was used after the lease had ended. */
    USE_AFTER_END(Reaction.NOTIFY),
    /** A lease's session was used from two networks. */
    SECOND_NETWORK(Reaction.NOTIFY),
    /** A session of a brokered role has no lease: somebody opened it past the broker. */
    SHADOW_SESSION(Reaction.REVOKE),
    /** A lease's session tried to get what outlives it. */
    ESCAPE(Reaction.REVOKE),
    /** A user's access key was used that is disabled or deleted, or that nobody knows. */
    DISABLED_KEY(Reaction.NOTIFY),
    /** A user's access key was used again after longer than its limit. */
    DORMANT_KEY(Reaction.NOTIFY),
    /** Somebody changed what holds sessions in. */
    TAMPERING(Reaction.NOTIFY);

    private final Reaction usual;

    Kind(Reaction usual) {
        this.usual = usual;
    }

    /** What is done about it unless it was set otherwise. */
    public Reaction usual() {
        return usual;
    }

    /** Whether it is about a session, which can be ended. */
    public boolean isOfSession() {
        return switch (this) {
            case OUT_OF_SCOPE, USE_AFTER_END, SECOND_NETWORK, SHADOW_SESSION, ESCAPE -> true;
            case DISABLED_KEY, DORMANT_KEY, TAMPERING -> false;
        };
    }

    /** How bad it is. */
    public enum Severity {
        /** Worth a look when there is time. */
        LOW,
        /** Worth a look today. */
        MEDIUM,
        /** Worth getting up for. */
        HIGH
    }

    /** What is done about it. */
    public enum Reaction {
        /** It is not looked for. */
        OFF,
        /** People are told. */
        NOTIFY,
        /** People are told, and the session is ended. */
        REVOKE
    }
}
