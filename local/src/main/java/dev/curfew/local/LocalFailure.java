package dev.curfew.local;

/** Something on this machine, or in a template, keeps the local cloud from doing what was asked. */
public final class LocalFailure extends RuntimeException {
    private final String help;

    public LocalFailure(String message, String help) {
        super(message);
        this.help = help;
    }

    public LocalFailure(String message, String help, Throwable cause) {
        super(message, cause);
        this.help = help;
    }

    /** What to do about it, in a phrase. */
    public String help() {
        return help;
    }
}
