package dev.curfew.bench;

import dev.curfew.policy.Context;
import dev.curfew.policy.Policy;
import dev.curfew.policy.Request;
import dev.curfew.policy.Statement;
import dev.curfew.policy.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Requests that a policy's own patterns suggest: what a random string would never hit. */
final class Requests {
    private static final List<String> RUNS = List.of("", "x", "a", "b/c", "a:b", "daily/1");

    private final RandomGenerator random;

    Requests(RandomGenerator random) {
        this.random = random;
    }

    /** One request for each statement, each within the action and resource of that statement. */
    static List<Request> of(Policy policy, long seed, Context context) {
        var requests = new Requests(new SplittableRandom(seed));
        var all = new ArrayList<Request>();
        for (Statement statement : policy.statements()) {
            if (!statement.actions().except() && !statement.resources().except()) {
                all.add(
                        new Request(
                                requests.action(statement.actions().patterns()),
                                requests.text(requests.pick(statement.resources().patterns())),
                                context));
            }
        }
        return all;
    }

    /** An action that one of the patterns matches. */
    String action(List<String> patterns) {
        String pattern = pick(patterns);
        String filled = pattern.equals("*") ? "s3:GetObject" : fill(pattern);
        int colon = filled.indexOf(':');
        return colon < 0
                ? filled + ":X"
                : filled.substring(0, colon)
                        + (colon == 0 ? "s:" : ":")
                        + filled.substring(colon + 1).replace(":", "")
                        + (colon == filled.length() - 1 ? "X" : "");
    }

    private String fill(String pattern) {
        var out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            out.append(
                    switch (c) {
                        case '*' -> pick(List.of("", "X", "etObject", "Tagging"));
                        case '?' -> pick(List.of("G", "x", "p"));
                        default -> String.valueOf(c);
                    });
        }
        return out.toString();
    }

    /** A text that the pattern matches when its variables hold {@code a}. */
    String text(Text pattern) {
        var out = new StringBuilder();
        for (Text.Part part : pattern.parts()) {
            switch (part) {
                case Text.Literal(String plain) -> out.append(plain);
                case Text.AnyRun() -> out.append(pick(RUNS));
                case Text.AnyOne() -> out.append(pick(List.of("a", "b", ":", "/")));
                case Text.Variable(_, _) -> out.append('a');
            }
        }
        return out.toString();
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
