package dev.curfew.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code curfew audit}: the journals. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Reads and verifies the journals of leases and identities.",
        synopsisSubcommandLabel = "COMMAND")
final class AuditCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "show or verify is missing");
    }
}
