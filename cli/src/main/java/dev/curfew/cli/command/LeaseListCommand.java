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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curfew lease list}: who holds what. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the leases that are open or ended less than a day ago.")
final class LeaseListCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final Clock clock;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Option(
            names = "--all",
            description = {
                "Also those that ended earlier, and the canaries: sessions that Curfew opens",
                "to see that what it revoked is denied."
            })
    private boolean all;

    LeaseListCommand(Terminal terminal, Stacks stacks, Clock clock) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        List<Standing> known = Standing.of(stack.open(stacks).leases(), clock.instant());
        List<Standing> shown = all ? known : known.stream().filter(Standing::isShown).toList();
        if (json.isGiven()) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode list = answer.putArray("leases");
            shown.forEach(standing -> list.add(standing.document()));
            terminal.json(answer);
        } else if (shown.isEmpty()) {
            terminal.line("no lease is open, and none ended in the last day");
        } else {
            terminal.table(table(shown));
        }
        return ExitCode.DONE;
    }

    private static Table table(List<Standing> leases) {
        Table table =
                new Table(Pages.WIDTH, "LEASE", "STATE", "TASK", "AGENT", "HOLDER", "END", "DEPTH");
        for (Standing standing : leases) {
            table.row(
                    standing.lease().id().value(),
                    standing.state().name(),
                    standing.lease().task(),
                    standing.lease().grant().agent(),
                    standing.holder(),
                    Times.at(standing.end()),
                    Integer.toString(standing.lease().lineage().depth()));
        }
        return table;
    }
}
