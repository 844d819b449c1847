package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.journal.Flaw;
import dev.curfew.core.refusal.Refusal;
import java.util.List;

/** How what an audit found is told. */
final class Audits {

    private Audits() {}

    static void tell(Terminal terminal, List<Flaw> flaws) {
        for (Flaw flaw : flaws) {
            terminal.line(flaw.about() + ": " + flaw.kind().word() + ": " + flaw.text());
        }
    }

    static void write(ArrayNode list, List<Flaw> flaws) {
        for (Flaw flaw : flaws) {
            list.addObject()
                    .put("about", flaw.about())
                    .put("kind", flaw.kind().word())
                    .put("text", flaw.text());
        }
    }

    static int unknown(Terminal terminal, String subject) {
        return Refusals.tell(
                terminal,
                new Refusal(
                        "subject-unknown",
                        "nothing is known of `" + subject + "`",
                        "give a lease's id, or IAM's unique id of an identity; ./curfew identity list has them"));
    }

    /** {@code 1 entry}, {@code 2 entries}. */
    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
