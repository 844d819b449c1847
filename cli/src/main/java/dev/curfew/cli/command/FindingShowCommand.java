package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.watch.Finding;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code curfew finding show}: one finding, or those of one identity, with their evidence. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Shows a finding with its evidence and what it led to, or those of an identity.")
final class FindingShowCommand implements Callable<Integer> {

    /** Of a finding about a session, a key or a change; unique ids are longer, and upper-case. */
    private static final Pattern ID = Pattern.compile("[0-9a-z]{12}");

    private final Terminal terminal;
    private final Stacks stacks;
    private final Clock clock;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(
            paramLabel = "ID",
            description = "A finding's id, or the unique id or name of an identity.")
    private String id = "";

    FindingShowCommand(Terminal terminal, Stacks stacks, Clock clock) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Stack curfew = stack.open(stacks);
        Optional<Finding> watched =
                ID.matcher(id).matches() ? curfew.finding(id) : Optional.empty();
        return watched.isPresent() ? show(curfew, watched.get()) : show(curfew);
    }

    private int show(Stack curfew, Finding finding) {
        String about = finding.subject().lease();
        Standing lease =
                about == null
                        ? null
                        : LeaseId.read(about)
                                .flatMap(curfew::lease)
                                .map(known -> new Standing(known, clock.instant()))
                                .orElse(null);
        if (json.isGiven()) {
            ObjectNode answer = WatchFindings.document(finding);
            if (lease != null) {
                answer.set("leaseNow", lease.document());
            }
            terminal.json(answer);
        } else {
            WatchFindings.tell(terminal, finding, lease);
        }
        return ExitCode.DONE;
    }

    private int show(Stack curfew) {
        Optional<Identity> found = Identities.find(terminal, curfew.identities(), id);
        if (found.isEmpty()) {
            return ExitCode.REFUSED;
        }
        Identity identity = found.get();
        if (json.isGiven()) {
            ObjectNode answer =
                    JsonNodeFactory.instance.objectNode().put("identity", identity.id());
            ArrayNode findings = answer.putArray("findings");
            identity.findings().forEach(finding -> findings.add(Identities.document(finding)));
            terminal.json(answer);
            return ExitCode.DONE;
        }
        if (identity.findings().isEmpty()) {
            terminal.line("no findings of " + identity.id());
        }
        identity.findings()
                .forEach(finding -> {
                    terminal.line(finding.kind() + " since " + Times.at(finding.since()));
                    terminal.line("    " + finding.evidence());
                });
        terminal.note("What becomes of it: ./curfew identity show " + identity.id());
        return ExitCode.DONE;
    }
}
