package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Table;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curfew finding list}: every finding, the oldest first. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the findings of the last sweep, the oldest first.")
final class FindingListCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Option(
            names = "--finding",
            paramLabel = "FINDING",
            description = "Only those: ${COMPLETION-CANDIDATES}.")
    private Finding.@Nullable Kind kind;

    FindingListCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    private record Found(Identity identity, Finding finding) {}

    @Override
    public Integer call() {
        List<Found> found =
                stack.open(stacks).identities().stream()
                        .flatMap(identity ->
                                identity.findings().stream()
                                        .map(finding -> new Found(identity, finding)))
                        .filter(each -> kind == null || each.finding().kind() == kind)
                        .sorted(
                                Comparator.comparing((Found each) -> each.finding().since())
                                        .thenComparing(each -> each.identity().id()))
                        .toList();
        if (json.isGiven()) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode list = answer.putArray("findings");
            found.forEach(each ->
                    list.add(
                            Identities.document(each.finding())
                                    .put("identity", each.identity().id())
                                    .put("kind", each.identity().kind().name())
                                    .put("name", each.identity().name())));
            terminal.json(answer);
        } else if (found.isEmpty()) {
            terminal.line("no findings; ./curfew sweep looks again");
        } else {
            Table table = new Table(Pages.WIDTH, "FINDING", "SINCE", "KIND", "NAME", "ID");
            found.forEach(each ->
                    table.row(
                            each.finding().kind().name(),
                            Times.at(each.finding().since()),
                            each.identity().kind().name(),
                            Objects.requireNonNullElse(each.identity().name(), "?"),
                            each.identity().id()));
            terminal.table(table);
        }
        return ExitCode.DONE;
    }
}
