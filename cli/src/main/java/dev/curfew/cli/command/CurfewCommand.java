package dev.curfew.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code curfew}: names its commands. */
@Command(
        name = "curfew",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Keeps every non-human identity in an AWS account on a curfew.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:refused, or not so", "2:wrong use, or an error"},
        footerHeading = "%n",
        footer = {
            "Start with ./curfew demo. Commands reach AWS with your own credentials and Region;",
            "eval \"$(./curfew env)\" points them, and any other AWS tool, at the local cloud."
        })
public final class CurfewCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
