package dev.curfew.cli.command;

import dev.curfew.cli.terminal.Table;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.lifecycle.Plan;
import java.util.List;
import java.util.Objects;

/** How a plan is told. */
final class Plans {

    private static final int LONGEST = 50;

    private Plans() {}

    static void tell(Terminal terminal, Plan plan) {
        terminal.line(
                "plan "
                        + plan.run()
                        + ", by limits version "
                        + plan.limits()
                        + ": "
                        + plan.actions().size()
                        + " to be taken, "
                        + plan.backlog().size()
                        + " waiting, "
                        + plan.shown().size()
                        + " shown only");
        String stopped = plan.stopped();
        if (stopped != null) {
            terminal.line("nothing is carried out: " + stopped);
        } else if (!plan.executed()) {
            terminal.line("nothing is carried out: it was made to be looked at");
        }
        tell(terminal, plan.executed() ? "taken" : "would be taken", plan.actions());
        tell(terminal, "wait for the next run, as the belts say", plan.backlog());
        tell(terminal, "shown only", plan.shown());
    }

    private static void tell(Terminal terminal, String heading, List<Plan.Planned> planned) {
        if (planned.isEmpty()) {
            return;
        }
        terminal.line("");
        terminal.line(heading + ":");
        Table table = new Table(Pages.WIDTH, "ACTION", "KIND", "NAME", "DUE", "ID");
        planned.stream()
                .limit(LONGEST)
                .forEach(each ->
                        table.row(
                                each.action().name(),
                                each.kind().name(),
                                Objects.requireNonNullElse(each.name(), "?"),
                                Times.at(each.due()),
                                each.identity()));
        terminal.table(table);
        if (planned.size() > LONGEST) {
            terminal.line("... and " + (planned.size() - LONGEST) + " more; --json shows all");
        }
        planned.stream()
                .limit(LONGEST)
                .forEach(each -> terminal.line("  " + each.identity() + ": " + each.reason()));
    }
}
