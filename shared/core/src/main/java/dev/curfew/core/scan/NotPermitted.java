package dev.curfew.core.scan;

/** Whoever scans may not make a call. A scan leaves out what the call would have told. */
public final class NotPermitted extends RuntimeException {

    private final String action;

    /**
     * @param action as a policy names it, such as {@code iam:GetCredentialReport}
     */
    public NotPermitted(String action) {
        super(action + " is not permitted");
        this.action = action;
    }

    public String action() {
        return action;
    }
}
