package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.yaml.Yaml;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import java.util.List;
import java.util.function.Function;

/**
 * How a refusal is told: to people on standard error; to programs, which asked with {@code --json},
 * as the functions tell it.
 */
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
        terminal.failure(() -> document(refusal, Problem::path));
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
        terminal.failure(() -> document(refusal, place));
        return ExitCode.REFUSED;
    }

    /** Tells what is wrong with files, and answers the exit code. */
    static int tell(Terminal terminal, List<Yaml.Located> problems) {
        for (Yaml.Located found : problems) {
            Problem problem = found.problem();
            terminal.note(found.place() + ": " + problem.message() + " (" + problem.help() + ")");
        }
        terminal.failure(() -> {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode list =
                    answer.putObject("refused")
                            .put("code", "file-invalid")
                            .put("message", "what was given is not valid: nothing came of it")
                            .put("help", "mend each place listed")
                            .putArray("problems");
            problems.forEach(
                    found -> list.add(document(found.problem(), found.place().toString())));
            return answer;
        });
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

    private static ObjectNode document(Refusal refusal, Function<Problem, String> place) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode refused =
                answer.putObject("refused")
                        .put("code", refusal.code())
                        .put("message", refusal.message())
                        .put("help", refusal.help());
        if (!refusal.problems().isEmpty()) {
            ArrayNode problems = refused.putArray("problems");
            refusal.problems()
                    .forEach(problem -> problems.add(document(problem, place.apply(problem))));
        }
        return answer;
    }

    private static ObjectNode document(Problem problem, String place) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("place", place)
                .put("path", problem.path())
                .put("message", problem.message())
                .put("help", problem.help());
    }

    private static String headline(Refusal refusal) {
        return "refused (" + refusal.code() + "): " + refusal.message();
    }
}
