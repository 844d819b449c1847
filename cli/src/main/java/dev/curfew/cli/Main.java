package dev.curfew.cli;

import dev.curfew.cli.command.ExitCode;
import dev.curfew.cli.terminal.Terminal;

/** Starts the command. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Terminal terminal = new Terminal(System.out, System.err);
        int exit = Curfew.line(terminal, System.in).execute(arguments);
        System.exit(terminal.isBroken() ? ExitCode.ERROR : exit);
    }
}
