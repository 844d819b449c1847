package dev.curfew.cli.command;

import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import java.util.function.Function;

/** How a refusal is told. */
final class Refusals {

    private Refusals() {}

    /**
     * Tells it and answers the exit code. Each problem is told with its JSON pointer; where there
     * is one only, the refusal's own message says all.
     */
    static int tell(Terminal terminal, Refusal refusal) {
        if (refusal.problems().size() > 1) {
            return tell(terminal, refusal, Problem::path);
        }
        terminal.note(headline(refusal));
        terminal.note("help: " + refusal.help());
        return ExitCode.REFUSED;
    }

    /**
     * Tells it and answers the exit code.
     *
     * @param place what to call the place of a problem
     */
    static int tell(Terminal terminal, Refusal refusal, Function<Problem, String> place) {
        terminal.note(headline(refusal));
        for (Problem problem : refusal.problems()) {
            terminal.note(
                    place.apply(problem) + ": " + problem.message() + " (" + problem.help() + ")");
        }
        if (refusal.problems().size() != 1) {
            terminal.note("help: " + refusal.help());
        }
        return ExitCode.REFUSED;
    }

    /** Tells that there is no such lease, as the functions do. */
    static int unknownLease(Terminal terminal, String id) {
        return tell(
                terminal,
                new Refusal(
                        "lease-unknown",
                        "there is no lease `" + id + "`",
                        "name one that ./curfew lease list --all shows"));
    }

    private static String headline(Refusal refusal) {
        return "refused (" + refusal.code() + "): " + refusal.message();
    }
}
