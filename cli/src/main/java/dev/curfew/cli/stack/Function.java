package dev.curfew.cli.stack;

import java.util.Locale;

/** A function that the command calls. */
public enum Function {
    ISSUE,
    RELEASE,
    REVOKE,
    OPERATE;

    /**
     * Whether it wants a proof of who asks. Such a function is called by the name that the template
     * gives it: who holds nothing but a lease may call {@code issue} and {@code release}, and
     * nothing that would tell the stack's outputs.
     */
    public boolean wantsProof() {
        return switch (this) {
            case ISSUE, RELEASE, REVOKE -> true;
            case OPERATE -> false;
        };
    }

    /** Its name in a stack, as the template makes it. */
    public String in(String stack) {
        return stack + "-" + name().toLowerCase(Locale.ROOT);
    }

    /** The stack's output that holds the function's name. */
    public String output() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT) + "Function";
    }
}
