package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Table;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.watch.Halt;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curfew lease halts}: to whom nothing is issued. */
@Command(
        name = "halts",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the holders that nothing is issued to, because too many of their leases were",
            "ended on findings, until ./curfew lease resume."
        })
final class LeaseHaltsCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    LeaseHaltsCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    @Override
    public Integer call() {
        List<Halt> halts =
                stack.open(stacks).halts().stream()
                        .sorted(
                                Comparator.comparing(
                                        (Halt halt) -> Objects.requireNonNull(halt.haltedAt())))
                        .toList();
        if (json.isGiven()) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode list = answer.putArray("halts");
            halts.forEach(halt -> list.add(document(halt)));
            terminal.json(answer);
        } else if (halts.isEmpty()) {
            terminal.line("no holder is halted");
        } else {
            Table table = new Table(Pages.WIDTH, "HOLDER", "SINCE", "FINDINGS", "ID");
            halts.forEach(halt ->
                    table.row(
                            IdentityListCommand.who(halt.holder().principal()),
                            Times.at(Objects.requireNonNull(halt.haltedAt())),
                            Integer.toString(halt.findings().size()),
                            halt.holder().id()));
            terminal.table(table);
        }
        return ExitCode.DONE;
    }

    private static ObjectNode document(Halt halt) {
        ObjectNode document =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("holder", halt.holder().principal())
                        .put("holderId", halt.holder().id())
                        .put("haltedAt", String.valueOf(halt.haltedAt()));
        ArrayNode revocations = document.putArray("revocations");
        halt.revocations()
                .forEach(each ->
                        revocations
                                .addObject()
                                .put("lease", each.lease().value())
                                .put("finding", each.finding())
                                .put("at", each.at().toString()));
        return document;
    }
}
