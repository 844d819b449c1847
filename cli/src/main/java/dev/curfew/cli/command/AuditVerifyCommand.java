package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.journal.Report;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code curfew audit verify}: whether the journals are what they were. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether the journals are what they were when they were written, and since when",
            "the seals vouch for that. Exits with 1 when something does not hold."
        })
final class AuditVerifyCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final Clock clock;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description =
                    "A lease's id, or IAM's unique id of an identity; every one unless given.")
    private @Nullable String subject;

    AuditVerifyCommand(Terminal terminal, Stacks stacks, Clock clock) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Report report = stack.open(stacks).verify(subject, clock.instant());
        if (subject != null && report.subjects() == 0) {
            return Audits.unknown(terminal, subject);
        }
        if (json.isGiven()) {
            terminal.json(document(report));
        } else {
            Audits.tell(terminal, report.flaws());
            terminal.line(outcome(report));
            terminal.line(vouching(report));
            report.notes().forEach(note -> terminal.note("note: " + note));
        }
        return report.holds() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private static String outcome(Report report) {
        String journals =
                Audits.count(report.subjects(), "journal", "journals")
                        + " with "
                        + Audits.count(report.entries(), "entry", "entries");
        return report.holds()
                ? journals + ": all as they were written"
                : journals + ": " + Audits.count(report.flaws().size(), "finding", "findings");
    }

    private String vouching(Report report) {
        Instant since = report.vouchedSince();
        if (report.seals() == 0) {
            return "vouched for since never: there is no seal yet, and whoever can write the tables could have"
                    + " rewritten all of them";
        }
        String seals = Audits.count(report.seals(), "seal", "seals");
        return since == null
                ? "vouched for since never: none of " + seals + " holds this journal yet"
                : "vouched for since " + Times.at(since) + ", by " + seals;
    }

    private static ObjectNode document(Report report) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("holds", report.holds());
        document.put("journals", report.subjects());
        document.put("entries", report.entries());
        document.put("seals", report.seals());
        Instant since = report.vouchedSince();
        document.put("vouchedSince", since == null ? null : since.toString());
        Audits.write(document.putArray("findings"), report.flaws());
        report.notes().forEach(document.putArray("notes")::add);
        return document;
    }
}
