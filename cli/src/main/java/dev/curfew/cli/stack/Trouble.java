package dev.curfew.cli.stack;

import org.jspecify.annotations.Nullable;

/**
 * What was asked for could not be found out: no credentials, no network, no such stack, a function
 * that crashed.
 */
public final class Trouble extends RuntimeException {

    private final String help;

    /**
     * @param message what went wrong, for people
     * @param help what to do about it
     */
    public Trouble(String message, String help) {
        this(message, help, null);
    }

    public Trouble(String message, String help, @Nullable Throwable cause) {
        super(message, cause);
        this.help = help;
    }

    public String help() {
        return help;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
