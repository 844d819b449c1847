package dev.curfew.cli;

import dev.curfew.cli.command.ExitCode;
import dev.curfew.cli.terminal.Terminal;

/** Starts the command. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Terminal terminal = new Terminal(System.out, System.err);
        boolean isAskedBySdk = arguments.length > 0 && arguments[0].equals("credential-process");
        int exit =
                (isAskedBySdk
                                ? Curfew.credentialProcess(terminal, System.in)
                                : Curfew.line(terminal, System.in))
                        .execute(arguments);
        System.exit(terminal.isBroken() ? ExitCode.ERROR : exit);
    }
}
