package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Table;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curfew lease tree}: what was delegated from what. */
@Command(
        name = "tree",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what was delegated from what: each lease above those that were handed on from it.",
            "Without an ID, the trees that ./curfew lease list has a lease of."
        })
final class LeaseTreeCommand implements Callable<Integer> {

    private static final String INDENT = "  ";

    private final Terminal terminal;
    private final Stacks stacks;
    private final Clock clock;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Option(names = "--all", description = "Also trees that ended earlier, and the canaries.")
    private boolean all;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "A lease's id; the tree that holds it is shown.")
    private @Nullable String id;

    LeaseTreeCommand(Terminal terminal, Stacks stacks, Clock clock) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        List<LeaseTree> known =
                LeaseTree.of(Standing.of(stack.open(stacks).leases(), clock.instant()));
        if (id == null) {
            show(all ? known : known.stream().filter(LeaseTree::isShown).toList());
            return ExitCode.DONE;
        }
        String wanted = id;
        Optional<LeaseTree> found = known.stream().filter(tree -> tree.holds(wanted)).findFirst();
        if (found.isEmpty()) {
            return Refusals.unknownLease(terminal, wanted);
        }
        show(List.of(found.get()));
        return ExitCode.DONE;
    }

    private void show(List<LeaseTree> trees) {
        if (json.isGiven()) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode list = answer.putArray("trees");
            trees.forEach(tree -> list.add(tree.document()));
            terminal.json(answer);
        } else if (trees.isEmpty()) {
            terminal.line("no lease is open, and none ended in the last day");
        } else {
            Table table = new Table(Pages.WIDTH, "LEASE", "STATE", "TASK", "AGENT", "END");
            trees.forEach(tree -> rows(table, tree, ""));
            terminal.table(table);
        }
    }

    private static void rows(Table table, LeaseTree tree, String indent) {
        Standing top = tree.top();
        table.row(
                indent + top.lease().id(),
                top.state().name(),
                top.lease().task(),
                top.lease().grant().agent(),
                Times.at(top.end()));
        tree.delegated().forEach(below -> rows(table, below, indent + INDENT));
    }
}
