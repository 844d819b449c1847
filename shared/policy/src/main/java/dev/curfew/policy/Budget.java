package dev.curfew.policy;

/** A bound on the work of one decision. Running out of it never ends in a yes. */
final class Budget {
    /** Thrown when the work is used up; carries no stack, since it is a plain way out. */
    static final class Spent extends RuntimeException {
        Spent() {
            super("the work budget is used up", null, false, false);
        }
    }

    private long left;

    Budget(long work) {
        this.left = work;
    }

    void spend(long work) {
        left -= work;
        if (left < 0) {
            throw new Spent();
        }
    }
}
