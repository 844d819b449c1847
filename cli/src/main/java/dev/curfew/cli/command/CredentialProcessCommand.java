package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.child.Machine;
import dev.curfew.cli.lease.Asker;
import dev.curfew.cli.lease.Meeting;
import dev.curfew.cli.lease.PrivateDirectory;
import dev.curfew.cli.lease.StackLeases;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.client.Lease;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curfew credential-process}: what an AWS profile runs to get its credential. */
@Command(
        name = "credential-process",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis =
                "curfew credential-process --task T (--scope FILE | --allow 'ACTION RESOURCE') [--for DURATION] [OPTION]...",
        description = "Prints a credential as AWS profiles take it from a credential_process.",
        footer = {
            "%nA profile in ~/.aws/config says",
            "  credential_process = /path/to/curfew credential-process --task T --scope /path/to/scope.json",
            "and ./curfew serve with the same options holds the lease. Without it each call issues one",
            "more, which ends at its deadline: SDKs may call often. It asks with the profile `default`",
            "unless --profile names another; AWS_PROFILE names the one that runs this."
        })
public final class CredentialProcessCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final Input input;
    private final Machine machine;

    @Mixin private LeaseOptions asked = new LeaseOptions();
    @Mixin private StackOption stack = new StackOption();
    @Mixin private ProfileOption profile = new ProfileOption();

    public CredentialProcessCommand(
            Terminal terminal, Stacks stacks, InputStream input, Machine machine) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.input = new Input(input);
        this.machine = machine;
    }

    @Override
    public Integer call() {
        ObjectNode request = asked.request(input);
        PrivateDirectory parent = PrivateDirectory.of(machine.environment(), machine.home());
        Optional<Meeting.Server> server =
                Meeting.of(
                                parent,
                                stack.name(),
                                profile.orDefault(),
                                machine.environment(),
                                request)
                        .find();
        terminal.json(server.isPresent() ? Asker.credential(server.get()) : alone(request));
        return ExitCode.DONE;
    }

    private ObjectNode alone(ObjectNode request) {
        Lease lease = new StackLeases(stack.open(stacks.as(profile.orDefault())), request).issue();
        terminal.note(
                "curfew: issued lease "
                        + lease.id()
                        + " for this call alone; ./curfew serve with the same options holds one for all calls");
        return JsonNodeFactory.instance
                .objectNode()
                .put("Version", 1)
                .put("AccessKeyId", lease.accessKeyId())
                .put("SecretAccessKey", lease.secretAccessKey())
                .put("SessionToken", lease.sessionToken())
                .put("Expiration", lease.expiresAt().toString());
    }
}
