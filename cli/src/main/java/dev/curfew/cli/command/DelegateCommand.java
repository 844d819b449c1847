package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Lineage;
import dev.curfew.core.refusal.Refusal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curfew delegate}: hands on a part of the lease that the caller holds. */
@Command(
        name = "delegate",
        mixinStandardHelpOptions = true,
        description = "Hands on a part of the lease that you hold, as a lease of its own.",
        footer = {
            "%nThe AWS credentials that this command finds have to be a lease's. What is handed on can do",
            "nothing that your lease cannot, ends no later than it, and ends with it.",
            "With --json the credential is printed in the form of an AWS credential_process, as issue does."
        })
final class DelegateCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final Input input;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();
    @Mixin private LeaseOptions asked = new LeaseOptions();
    @Mixin private PrintRequestOption print = new PrintRequestOption();

    DelegateCommand(Terminal terminal, Stacks stacks, Input input) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.input = input;
    }

    @Override
    public Integer call() {
        JsonNode request = asked.request(input);
        Stack opened = stack.open(stacks);
        // Asked with credentials of one's own, issue would hand out a first lease instead.
        String caller = opened.caller();
        Optional<LeaseId> own = leaseOf(caller);
        if (own.isEmpty()) {
            return holdsNone(caller);
        }
        if (print.isGiven()) {
            LeaseAnswers.print(terminal, opened.prepare(Function.ISSUE, request));
            return ExitCode.DONE;
        }
        return switch (opened.invoke(Function.ISSUE, request)) {
            case Answer.Refused(var refusal) -> Refusals.tell(terminal, refusal);
            case Answer.Done(JsonNode lease) -> tell(caller, own.get(), lease);
        };
    }

    private int tell(String caller, LeaseId own, JsonNode lease) {
        if (!Lineage.parse(lease.path("lineage").asText()).ancestors().contains(own)) {
            return notFromALease(caller, lease.path("lease").asText());
        }
        if (json.isGiven()) {
            terminal.json(lease);
        } else {
            LeaseAnswers.show(terminal, lease);
        }
        return ExitCode.DONE;
    }

    /** The lease whose session that ARN is, if it is one: the session is named by its lease. */
    private static Optional<LeaseId> leaseOf(String arn) {
        String[] parts = arn.split(":", 6);
        String[] path = parts.length == 6 ? parts[5].split("/", -1) : new String[0];
        return parts.length == 6 && path.length == 3 && path[0].equals("assumed-role")
                ? LeaseId.read(path[2])
                : Optional.empty();
    }

    private int holdsNone(String caller) {
        return Refusals.tell(
                terminal,
                new Refusal(
                        "no-lease",
                        "you hold no lease: your credentials are those of `" + caller + "`",
                        "use the credentials that issuing a lease answered; with your own, ask with ./curfew issue"));
    }

    /** Some other role's session has a name that only looks like a lease's. */
    private int notFromALease(String caller, String lease) {
        return Refusals.tell(
                terminal,
                new Refusal(
                        "no-lease",
                        "you hold no lease: your credentials are those of `"
                                + caller
                                + "`, and lease `"
                                + lease
                                + "` that was issued for them is a first one",
                        "it was given to nobody; end it with ./curfew release "
                                + lease
                                + ", and ask with ./curfew issue"));
    }
}
