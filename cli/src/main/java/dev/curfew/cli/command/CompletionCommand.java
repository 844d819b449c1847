package dev.curfew.cli.command;

import dev.curfew.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code curfew completion}: what lets a shell complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints what lets bash and zsh complete commands and options.",
        footer = {
            "%nIn ~/.bashrc or ~/.zshrc, with curfew on the PATH:",
            "  source <(curfew completion)"
        })
final class CompletionCommand implements Callable<Integer> {

    private final Terminal terminal;
    @Spec private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PrintWriter out = terminal.outWriter();
        out.print(AutoComplete.bash("curfew", spec.root().commandLine()));
        out.flush();
        return ExitCode.DONE;
    }
}
