package dev.curfew.cli.command;

/** What the command's exit tells a script. */
public final class ExitCode {

    public static final int DONE = 0;
    public static final int REFUSED = 1;
    public static final int ERROR = 2;

    private ExitCode() {}
}
