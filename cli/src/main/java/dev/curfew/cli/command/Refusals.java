package dev.curfew.cli.command;

import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import java.util.function.Function;

/** How a refusal is told. */
final class Refusals {

    private Refusals() {}

    /** Tells it, each problem with its JSON pointer, and answers the exit code. */
    static int tell(Terminal terminal, Refusal refusal) {
        return tell(terminal, refusal, Problem::path);
    }

    /**
     * Tells it and answers the exit code.
     *
     * @param place what to call the place of a problem
     */
    static int tell(Terminal terminal, Refusal refusal, Function<Problem, String> place) {
        terminal.note("refused (" + refusal.code() + "): " + refusal.message());
        for (Problem problem : refusal.problems()) {
            terminal.note(
                    place.apply(problem) + ": " + problem.message() + " (" + problem.help() + ")");
        }
        terminal.note("help: " + refusal.help());
        return ExitCode.REFUSED;
    }
}
