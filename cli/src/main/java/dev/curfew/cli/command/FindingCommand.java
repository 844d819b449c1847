package dev.curfew.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code curfew finding}: what is wrong with identities, sessions and changes. */
@Command(
        name = "finding",
        mixinStandardHelpOptions = true,
        description = "Reads what people should know about identities, sessions and changes.",
        synopsisSubcommandLabel = "COMMAND")
final class FindingCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list, show or close is missing");
    }
}
