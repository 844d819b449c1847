package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Table;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.watch.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curfew finding list}: every finding, the oldest first. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the findings of the last sweep and those about sessions, keys and changes, the",
            "oldest first."
        })
final class FindingListCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Option(
            names = "--finding",
            paramLabel = "FINDING",
            completionCandidates = Kinds.class,
            description = "Only those: ${COMPLETION-CANDIDATES}.")
    private @Nullable String kind;

    @Option(
            names = "--all",
            description = "Also those that a person closed, and notes: what may become a finding.")
    private boolean all;

    FindingListCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    /** What a finding can be: the sweep's and those of sessions. */
    static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(
                            Arrays.stream(Finding.Kind.values()).map(Enum::name),
                            Arrays.stream(Kind.values()).map(Enum::name))
                    .iterator();
        }
    }

    /** A line of the table, and what programs get. */
    private record Found(
            String kind, Instant since, String about, String name, String id, ObjectNode document) {

        static Found of(Identity identity, Finding finding) {
            return new Found(
                    finding.kind().name(),
                    finding.since(),
                    identity.kind().name(),
                    Objects.requireNonNullElse(identity.name(), "?"),
                    identity.id(),
                    Identities.document(finding)
                            .put("identity", identity.id())
                            .put("kind", identity.kind().name())
                            .put("name", identity.name()));
        }

        static Found of(dev.curfew.core.watch.Finding finding) {
            return new Found(
                    finding.kind().name(),
                    WatchFindings.since(finding),
                    WatchFindings.about(finding),
                    IdentityListCommand.who(finding.subject().holder()),
                    finding.id(),
                    WatchFindings.document(finding));
        }
    }

    @Override
    public Integer call() {
        List<Found> found = found(stack.open(stacks));
        if (json.isGiven()) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode list = answer.putArray("findings");
            found.forEach(each -> list.add(each.document()));
            terminal.json(answer);
        } else if (found.isEmpty()) {
            terminal.line("no findings; ./curfew sweep looks again");
        } else {
            Table table = new Table(Pages.WIDTH, "FINDING", "SINCE", "KIND", "NAME", "ID");
            found.forEach(each ->
                    table.row(
                            each.kind(),
                            Times.at(each.since()),
                            each.about(),
                            each.name(),
                            each.id()));
            terminal.table(table);
        }
        return ExitCode.DONE;
    }

    private List<Found> found(Stack curfew) {
        return Stream.concat(
                        curfew.identities().stream()
                                .flatMap(identity ->
                                        identity.findings().stream()
                                                .map(finding -> Found.of(identity, finding))),
                        curfew.findings().stream()
                                .filter(finding -> all || finding.isOpen())
                                .map(Found::of))
                .filter(each -> kind == null || each.kind().equals(kind))
                .sorted(Comparator.comparing(Found::since).thenComparing(Found::id))
                .toList();
    }
}
