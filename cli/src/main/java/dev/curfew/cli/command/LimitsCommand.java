package dev.curfew.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code curfew limits}: how long identities may live and stay unused. */
@Command(
        name = "limits",
        mixinStandardHelpOptions = true,
        description = "Reads and changes the limits of identities.",
        synopsisSubcommandLabel = "COMMAND")
final class LimitsCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "apply or show is missing");
    }
}
