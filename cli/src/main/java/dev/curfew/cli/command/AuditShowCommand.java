package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Table;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.Verdict;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code curfew audit show}: what happened to one lease or identity. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what happened to a lease or an identity, who did it, and whether its journal",
            "holds by itself; ./curfew audit verify ID also asks the seals."
        })
final class AuditShowCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final Clock clock;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(
            paramLabel = "ID",
            description = "A lease's id, IAM's unique id of an identity, or system.")
    private String subject = "";

    AuditShowCommand(Terminal terminal, Stacks stacks, Clock clock) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Verdict verdict = stack.open(stacks).journal(subject, clock.instant());
        if (!verdict.isKnown()) {
            return Audits.unknown(terminal, subject);
        }
        if (json.isGiven()) {
            terminal.json(document(verdict));
        } else {
            terminal.table(table(verdict));
            Audits.tell(terminal, verdict.flaws());
            if (verdict.holds()) {
                terminal.line("the journal holds by itself");
            }
        }
        return verdict.holds() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private static Table table(Verdict verdict) {
        Table table = new Table(Pages.WIDTH, "NO", "WHEN", "WHAT", "BY", "DETAIL");
        for (Entry entry : verdict.entries()) {
            table.row(
                    Long.toString(entry.number()),
                    Times.at(entry.at()),
                    entry.what(),
                    IdentityListCommand.who(entry.by()),
                    entry.detail().entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining(" ")));
        }
        return table;
    }

    private static ObjectNode document(Verdict verdict) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("subject", verdict.subject());
        document.put("holds", verdict.holds());
        ArrayNode entries = document.putArray("entries");
        for (Entry entry : verdict.entries()) {
            ObjectNode each = entries.addObject();
            each.put("number", entry.number());
            each.put("at", entry.at().toString());
            each.put("what", entry.what());
            each.put("by", entry.by());
            ObjectNode detail = each.putObject("detail");
            entry.detail().forEach(detail::put);
            each.put("previous", entry.previous());
            each.put("hash", entry.hash());
        }
        Audits.write(document.putArray("findings"), verdict.flaws());
        return document;
    }
}
