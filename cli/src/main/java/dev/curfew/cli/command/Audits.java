package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.journal.Finding;
import java.util.List;

/** How what an audit found is told. */
final class Audits {

    private Audits() {}

    static void tell(Terminal terminal, List<Finding> findings) {
        for (Finding finding : findings) {
            terminal.line(finding.about() + ": " + finding.kind().word() + ": " + finding.text());
        }
    }

    static void write(ArrayNode list, List<Finding> findings) {
        for (Finding finding : findings) {
            list.addObject()
                    .put("about", finding.about())
                    .put("kind", finding.kind().word())
                    .put("text", finding.text());
        }
    }

    static int unknown(Terminal terminal, String subject) {
        terminal.note("nothing is known of `" + subject + "`");
        terminal.note(
                "help: give a lease's id, or IAM's unique id of an identity; ./curfew identity list has them");
        return ExitCode.REFUSED;
    }

    /** {@code 1 entry}, {@code 2 entries}. */
    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
