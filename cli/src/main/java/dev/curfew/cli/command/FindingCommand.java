package dev.curfew.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code curfew finding}: what is wrong with identities. */
@Command(
        name = "finding",
        mixinStandardHelpOptions = true,
        description = "Reads what people should know about identities.",
        synopsisSubcommandLabel = "COMMAND")
final class FindingCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list or show is missing");
    }
}
