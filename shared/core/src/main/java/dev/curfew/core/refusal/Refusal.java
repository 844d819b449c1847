package dev.curfew.core.refusal;

import java.util.List;

/**
 * A refusal is an answer, not an exception: the request was understood and will not be carried out.
 * Nothing came of it but a used proof and, where STS refused, a lease that has {@code FAILED}.
 *
 * @param code a stable word for programs, such as {@code task-unknown}
 * @param message what is refused and why, for people
 * @param help what to do about it
 * @param problems each place that is wrong, where the request has several; else empty
 */
public record Refusal(String code, String message, String help, List<Problem> problems) {

    public Refusal {
        problems = List.copyOf(problems);
    }

    public Refusal(String code, String message, String help) {
        this(code, message, help, List.of());
    }

    /** A refusal of a document with everything that is wrong with it. */
    public static Refusal of(String code, String what, List<Problem> problems) {
        if (problems.size() == 1) {
            Problem only = problems.getFirst();
            String where = only.path().isEmpty() ? "" : " at `" + only.path() + "`";
            return new Refusal(
                    code,
                    what + " is not valid" + where + ": " + only.message(),
                    only.help(),
                    problems);
        }
        return new Refusal(
                code,
                what + " is not valid in " + problems.size() + " places",
                "mend each place listed",
                problems);
    }
}
