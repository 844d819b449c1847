package dev.curfew.cli;

import dev.curfew.cli.command.ExitCode;
import dev.curfew.cli.terminal.Terminal;

/** Starts the command. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // The JDK's HTTP client sends a POST again when a connection breaks; an issue must never be sent twice.
        System.setProperty("sun.net.http.retryPost", "false");
        Terminal terminal = new Terminal(System.out, System.err);
        int exit = Curfew.line(terminal, System.in).execute(arguments);
        System.exit(terminal.isBroken() ? ExitCode.ERROR : exit);
    }
}
