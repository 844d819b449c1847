package dev.curfew.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code curfew lease}: the leases. */
@Command(
        name = "lease",
        mixinStandardHelpOptions = true,
        description = "Reads and revokes leases.",
        synopsisSubcommandLabel = "COMMAND")
final class LeaseCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "list, show, tree, revoke, halts or resume is missing");
    }
}
