package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.curfew.cli.child.Machine;
import dev.curfew.cli.lease.CredentialServer;
import dev.curfew.cli.lease.Meeting;
import dev.curfew.cli.lease.PrivateDirectory;
import dev.curfew.cli.lease.StackLeases;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.client.LeaseKeeper;
import dev.curfew.core.refusal.Refusal;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curfew serve}: holds a lease for other programs until it is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis =
                "curfew serve --task T (--scope FILE | --allow 'ACTION RESOURCE') [--for DURATION] [OPTION]...",
        description = {
            "Holds a lease for other programs on this machine, renews it as they ask, and releases it when",
            "it is stopped with Ctrl-C."
        },
        footer = {
            "%nIt prints the two variables by which AWS SDKs and tools find it. A profile whose",
            "credential_process is ./curfew credential-process, with the same options, finds it by itself."
        })
public final class ServeCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final Input input;
    private final Clock clock;
    private final Machine machine;

    @Mixin private LeaseOptions asked = new LeaseOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "The port of 127.0.0.1 to listen on; any that is free unless given.")
    private int port;

    @Mixin private StackOption stack = new StackOption();
    @Mixin private ProfileOption profile = new ProfileOption();
    @Mixin private JsonOption json = new JsonOption();

    public ServeCommand(
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
        String whose = profile.orEnvironments(machine);
        PrivateDirectory parent = PrivateDirectory.of(machine.environment(), machine.home());
        Meeting meeting = Meeting.of(parent, stack.name(), whose, machine.environment(), request);
        var claimed = meeting.claim();
        if (claimed.isEmpty()) {
            return Refusals.tell(
                    terminal,
                    new Refusal(
                            "served-already",
                            "a serve runs for this already",
                            "use that one, or stop it first"));
        }
        CountDownLatch stopped = new CountDownLatch(1);
        machine.signals().to(_ -> stopped.countDown());
        try (Meeting.Claim claim = claimed.get()) {
            Stack opened = stack.open(profile.isGiven() ? stacks.as(whose) : stacks);
            LeaseKeeper keeper =
                    new LeaseKeeper(new StackLeases(opened, request), asked.duration(), clock);
            try {
                // What is refused is refused now, and not to the first who asks.
                keeper.lease();
                serve(claim, keeper, stopped);
            } finally {
                ExecCommand.release(terminal, keeper);
            }
        }
        return ExitCode.DONE;
    }

    private void serve(Meeting.Claim claim, LeaseKeeper keeper, CountDownLatch stopped) {
        try (CredentialServer server =
                new CredentialServer(port, claim.token(), keeper::lease, terminal::note)) {
            claim.announce(server.address());
            tell(server.address(), claim.tokenFile());
            stopped.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(URI address, Path tokenFile) {
        if (json.isGiven()) {
            terminal.json(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("address", address.toString())
                            .put("tokenFile", tokenFile.toString()));
            return;
        }
        terminal.line("export AWS_CONTAINER_CREDENTIALS_FULL_URI='" + address + "'");
        terminal.line(
                "export AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE='"
                        + tokenFile.toString().replace("'", "'\\''")
                        + "'");
        terminal.line(
                "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE");
        terminal.note("Serving; Ctrl-C stops it and releases the lease.");
    }
}
