package dev.curfew.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code curfew identity}: the inventory. */
@Command(
        name = "identity",
        mixinStandardHelpOptions = true,
        description = "Reads the inventory of identities, and undoes what the limits did.",
        synopsisSubcommandLabel = "COMMAND")
final class IdentityCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "list, show, restore, exempt, approve or owner is missing");
    }
}
