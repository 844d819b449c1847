package dev.curfew.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code curfew policy}: the policy engine by itself; nothing is asked of AWS. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Compares IAM policies; needs no deployment and no credentials.",
        synopsisSubcommandLabel = "COMMAND")
final class PolicyCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "check is missing");
    }
}
