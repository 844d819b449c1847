package dev.curfew.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code curfew task}: the catalogue. */
@Command(
        name = "task",
        mixinStandardHelpOptions = true,
        description = "Reads and changes the catalogue of tasks.",
        synopsisSubcommandLabel = "COMMAND")
final class TaskCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "apply or list is missing");
    }
}
