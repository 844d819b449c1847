package dev.curfew.cli.command;

import dev.curfew.cli.lease.Refused;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Puts the command line together. */
public final class Commands {

    private static final int USAGE_WIDTH = 100;

    private Commands() {}

    /**
     * The command line.
     *
     * @param first further commands, listed before the others
     */
    public static CommandLine line(Surroundings around, Object... first) {
        Terminal terminal = around.terminal();
        Input input = new Input(around.input());
        CommandLine line = new CommandLine(new CurfewCommand());
        for (Object command : first) {
            // What comes after a command that is to be run is that command's own.
            line.addSubcommand(
                    command instanceof ExecCommand
                            ? new CommandLine(command).setStopAtPositional(true)
                            : command);
        }
        line.addSubcommand(new TestCommand(terminal, around.clock(), around.checks()))
                .addSubcommand(new UpCommand(terminal, around.clouds()))
                .addSubcommand(new DownCommand(terminal, around.clouds()))
                .addSubcommand(new StatusCommand(terminal, around.clouds(), around.anyStacks()))
                .addSubcommand(new EnvCommand(terminal, around.clouds()))
                .addSubcommand(
                        new CommandLine(new TaskCommand())
                                .addSubcommand(
                                        new TaskApplyCommand(terminal, around.stacks(), input))
                                .addSubcommand(new TaskListCommand(terminal, around.stacks()))
                                .addSubcommand(new TaskShowCommand(terminal, around.stacks())))
                .addSubcommand(new IssueCommand(terminal, around.stacks(), input))
                .addSubcommand(new DelegateCommand(terminal, around.stacks(), input))
                .addSubcommand(new ReleaseCommand(terminal, around.stacks()))
                .addSubcommand(
                        new CommandLine(new LeaseCommand())
                                .addSubcommand(
                                        new LeaseListCommand(
                                                terminal, around.stacks(), around.clock()))
                                .addSubcommand(
                                        new LeaseShowCommand(
                                                terminal, around.stacks(), around.clock()))
                                .addSubcommand(
                                        new LeaseTreeCommand(
                                                terminal, around.stacks(), around.clock()))
                                .addSubcommand(new LeaseRevokeCommand(terminal, around.stacks()))
                                .addSubcommand(new LeaseHaltsCommand(terminal, around.stacks()))
                                .addSubcommand(new LeaseResumeCommand(terminal, around.stacks())))
                .addSubcommand(
                        new CommandLine(new IdentityCommand())
                                .addSubcommand(new IdentityListCommand(terminal, around.stacks()))
                                .addSubcommand(
                                        new IdentityShowCommand(
                                                terminal, around.stacks(), around.clock()))
                                .addSubcommand(
                                        new IdentityRestoreCommand(terminal, around.stacks()))
                                .addSubcommand(new IdentityExemptCommand(terminal, around.stacks()))
                                .addSubcommand(
                                        new IdentityApproveCommand(terminal, around.stacks()))
                                .addSubcommand(new IdentityOwnerCommand(terminal, around.stacks())))
                .addSubcommand(
                        new CommandLine(new FindingCommand())
                                .addSubcommand(new FindingListCommand(terminal, around.stacks()))
                                .addSubcommand(
                                        new FindingShowCommand(
                                                terminal, around.stacks(), around.clock()))
                                .addSubcommand(new FindingCloseCommand(terminal, around.stacks())))
                .addSubcommand(
                        new CommandLine(new LimitsCommand())
                                .addSubcommand(
                                        new LimitsApplyCommand(terminal, around.stacks(), input))
                                .addSubcommand(new LimitsShowCommand(terminal, around.stacks())))
                .addSubcommand(new SweepCommand(terminal, around.stacks(), around.pause()))
                .addSubcommand(new StopCommand(terminal, around.stacks()))
                .addSubcommand(new ResumeCommand(terminal, around.stacks()))
                .addSubcommand(
                        new CommandLine(new AuditCommand())
                                .addSubcommand(
                                        new AuditShowCommand(
                                                terminal, around.stacks(), around.clock()))
                                .addSubcommand(
                                        new AuditVerifyCommand(
                                                terminal, around.stacks(), around.clock())))
                .addSubcommand(
                        new CommandLine(new PolicyCommand())
                                .addSubcommand(
                                        new PolicyCheckCommand(terminal, input, around.input())))
                .addSubcommand(new CompletionCommand(terminal));
        return settled(line, terminal);
    }

    /** The command line of one command alone: to put together all of them takes far longer. */
    public static CommandLine lineOf(Terminal terminal, Object only) {
        return settled(new CommandLine(new CurfewCommand()).addSubcommand(only), terminal);
    }

    private static CommandLine settled(CommandLine line, Terminal terminal) {
        tellExits(line, line.getCommandSpec().usageMessage());
        return line.setOut(terminal.outWriter())
                .setErr(terminal.errWriter())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(USAGE_WIDTH)
                .setAbbreviatedOptionsAllowed(false)
                // An argument such as @file is the argument, also of what exec runs.
                .setExpandAtFiles(false)
                .setAbbreviatedSubcommandsAllowed(false)
                .setParameterExceptionHandler(
                        (wrong, arguments) -> wrongUse(terminal, wrong, List.of(arguments)))
                .setExecutionStrategy(parsed -> run(terminal, parsed))
                .setExecutionExceptionHandler(
                        (failure, command, result) -> failed(terminal, failure));
    }

    private static int run(Terminal terminal, ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (last.hasMatchedOption(JsonOption.NAME)) {
            terminal.forPrograms();
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Has the help of each command tell how it exits, where it does not say so itself. */
    private static void tellExits(CommandLine line, UsageMessageSpec as) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        if (usage.exitCodeList().isEmpty()) {
            usage.exitCodeListHeading(as.exitCodeListHeading()).exitCodeList(as.exitCodeList());
        }
        line.getSubcommands().values().forEach(below -> tellExits(below, as));
    }

    private static int wrongUse(
            Terminal terminal, ParameterException wrong, List<String> arguments) {
        CommandLine command = wrong.getCommandLine();
        if (arguments.contains(JsonOption.NAME)
                && command.getCommandSpec().findOption(JsonOption.NAME) != null) {
            terminal.forPrograms();
        }
        String name = command.getCommandSpec().qualifiedName(" ");
        terminal.note(name + ": " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, terminal.errWriter());
        String help = "./" + name + " --help";
        terminal.note("help: " + help);
        Errors.document(terminal, String.valueOf(wrong.getMessage()), help);
        return ExitCode.ERROR;
    }

    private static int failed(Terminal terminal, Exception failure) {
        if (failure instanceof Refused refused) {
            return Refusals.tell(terminal, refused.refusal());
        }
        if (failure instanceof Trouble trouble) {
            return Errors.tell(terminal, "curfew", trouble.getMessage(), trouble.help());
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        terminal.note("curfew: this is a defect of Curfew's own:");
        trace.toString().replace("\t", "    ").lines().forEach(terminal::note);
        Errors.document(
                terminal, "this is a defect of Curfew's own", "report what standard error has");
        return ExitCode.ERROR;
    }
}
