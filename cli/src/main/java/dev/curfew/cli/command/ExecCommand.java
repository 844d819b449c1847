package dev.curfew.cli.command;

import dev.curfew.cli.child.Child;
import dev.curfew.cli.child.ChildEnvironment;
import dev.curfew.cli.child.Delivery;
import dev.curfew.cli.child.Machine;
import dev.curfew.cli.lease.CredentialServer;
import dev.curfew.cli.lease.PrivateDirectory;
import dev.curfew.cli.lease.StackLeases;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.client.Lease;
import dev.curfew.client.LeaseKeeper;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curfew exec}: runs a command with a lease, and releases it when the command ends. */
@Command(
        name = "exec",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis =
                "curfew exec --task T (--scope FILE | --allow 'ACTION RESOURCE') [--for DURATION] [OPTION]... -- COMMAND...",
        description =
                "Runs a command with a lease for one task, and releases the lease when it ends.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "n:the command's own, or 128 and the number of the signal that ended it",
            "1:the lease was refused, and the command not started",
            "2:wrong use, or an error before the command was started",
            "127:there is no such command"
        },
        footer = {
            "%nThe command finds the lease as it would find a container's credentials, asks again before it",
            "ends and gets the next one: AWS tools and SDKs do so by themselves. All other ways to a",
            "credential are closed to it, AWS config files included; the Region is passed on."
        })
public final class ExecCommand implements Callable<Integer> {

    private static final int NOT_FOUND = 127;

    private final Terminal terminal;
    private final Stacks stacks;
    private final Input input;
    private final Clock clock;
    private final Machine machine;

    @Mixin private LeaseOptions asked = new LeaseOptions();

    @Option(
            names = "--env",
            description = {
                "Hand over the keys as AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, for",
                "programs that read nothing else. Nothing can renew them: they end with the first lease."
            })
    private boolean keys;

    @Option(names = "--quiet", description = "Say nothing about the lease.")
    private boolean quiet;

    @Mixin private StackOption stack = new StackOption();
    @Mixin private ProfileOption profile = new ProfileOption();

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "What to run.")
    private List<String> command = new ArrayList<>();

    public ExecCommand(
            Terminal terminal, Stacks stacks, InputStream input, Clock clock, Machine machine) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.input = new Input(input);
        this.clock = clock;
        this.machine = machine;
    }

    @Override
    public Integer call() {
        var request = asked.request(input);
        String program = command.getFirst();
        if (!Child.exists(program, machine.environment())) {
            terminal.note("curfew exec: there is no command `" + program + "`");
            terminal.note("help: check its name and the PATH; no lease was asked for");
            return NOT_FOUND;
        }
        Delivery signals = new Delivery(machine.signals());
        Stack opened = stack.open(profile.isGiven() ? stacks.as(profile.orDefault()) : stacks);
        LeaseKeeper keeper =
                new LeaseKeeper(new StackLeases(opened, request), asked.duration(), clock);
        try {
            Lease first = keeper.lease();
            note(first);
            return keys
                    ? run(
                            signals,
                            ChildEnvironment.holding(
                                    machine.environment(), opened.environment(), first))
                    : runAsking(signals, keeper, opened.environment());
        } finally {
            release(terminal, keeper);
        }
    }

    private void note(Lease lease) {
        if (!quiet) {
            terminal.note(
                    "curfew: lease "
                            + lease.id()
                            + " for task "
                            + lease.task()
                            + (keys ? " ends at " : ", renewed as the command uses it, until ")
                            + Times.at(lease.expiresAt())
                            + "; released when the command ends");
        }
    }

    private int runAsking(Delivery signals, LeaseKeeper keeper, Map<String, String> place) {
        PrivateDirectory directory =
                PrivateDirectory.of(machine.environment(), machine.home()).makeOwn("exec-");
        try {
            String token = directory.writeToken();
            try (CredentialServer server =
                    new CredentialServer(0, token, keeper::lease, terminal::note)) {
                return run(
                        signals,
                        ChildEnvironment.asking(
                                machine.environment(),
                                place,
                                server.address(),
                                directory.path().resolve("token")));
            }
        } finally {
            directory.remove("token");
        }
    }

    private int run(Delivery signals, Map<String, String> environment) {
        Optional<Child> child = signals.started(() -> Child.start(command, environment));
        return child.isPresent() ? child.get().awaitEnd() : signals.exitOfEarly();
    }

    /** The command's exit code stands, whatever becomes of this. */
    static void release(Terminal terminal, LeaseKeeper keeper) {
        try {
            keeper.close();
        } catch (RuntimeException failed) {
            terminal.note("curfew: the lease could not be released: " + failed.getMessage());
            terminal.note(
                    "help: it ends at its deadline by itself; ./curfew lease list shows it, ./curfew release ends it now");
        }
    }
}
