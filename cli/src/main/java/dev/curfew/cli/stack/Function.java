package dev.curfew.cli.stack;

import java.util.Locale;

/**
 * A function that the command calls; each wants a proof of who asks. It is called by the name that
 * the template gives it: who holds nothing but a lease may call {@code issue} and {@code release},
 * and nothing that would tell the stack's outputs.
 */
public enum Function {
    ISSUE,
    RELEASE,
    REVOKE,
    OPERATE;

    /** Its name in a stack, as the template makes it. */
    public String in(String stack) {
        return stack + "-" + name().toLowerCase(Locale.ROOT);
    }
}
