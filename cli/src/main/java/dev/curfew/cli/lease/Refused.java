package dev.curfew.cli.lease;

import dev.curfew.core.refusal.Refusal;

/** A lease that is not issued or not released, with the function's own words. */
public final class Refused extends RuntimeException {

    private final transient Refusal refusal;

    public Refused(Refusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
