package dev.curfew.policy;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plain strings such as a pattern or a condition matches: the simplest, not all of them. */
final class Spelling {
    /** What stands for any text. */
    static final String SOME = "x";

    private static final int COLONS = 5;

    private Spelling() {}

    /** An action that the pattern matches, as the pattern writes it. */
    static String action(String pattern) {
        return pattern.equals("*")
                ? SOME + ":" + SOME
                : pattern.replace("*", SOME).replace("?", SOME);
    }

    /**
     * An action in lower case, its letters as they stand in that pattern which spells out most of
     * them.
     */
    static String action(String folded, List<String> patterns) {
        String best = folded;
        int most = 0;
        for (String pattern : patterns) {
            int letters = (int) pattern.chars().filter(c -> c != '*' && c != '?').count();
            String spelled = letters > most ? along(pattern, folded) : null;
            if (spelled != null) {
                best = spelled;
                most = letters;
            }
        }
        return best;
    }

    /** The text with the pattern's letters where the two meet; null if it does not match. */
    private static @Nullable String along(String pattern, String folded) {
        char[] out = folded.toCharArray();
        int at = 0;
        int item = 0;
        int run = -1;
        int resume = 0;
        while (at < out.length) {
            char c = item < pattern.length() ? pattern.charAt(item) : 0;
            if (c == '*') {
                run = item++;
                resume = at;
            } else if (c == '?' || (c != 0 && Glob.fold(c) == folded.charAt(at))) {
                out[at] = c == '?' ? folded.charAt(at) : c;
                item++;
                at++;
            } else if (run >= 0) {
                // What lies before the new start is the run's, and the run's letters are free.
                out[resume] = folded.charAt(resume);
                item = run + 1;
                at = ++resume;
            } else {
                return null;
            }
        }
        boolean rest = pattern.chars().skip(item).allMatch(c -> c == '*');
        return rest ? new String(out) : null;
    }

    /** The text with {@code run} in the place of each star. */
    static String text(Text text, Resolver resolver, String run) {
        return spell(text, resolver, run, "", "");
    }

    /**
     * The same as an ARN: where fields are missing, a star at the front or else the last one makes
     * up for them.
     */
    static String arn(Text text, Resolver resolver, String run) {
        int missing = COLONS - colons(text(text, resolver, ""));
        if (!text.parts().isEmpty() && text.parts().getFirst() instanceof Text.AnyRun) {
            String fields = (":" + SOME).repeat(Math.max(0, missing - 1));
            return spell(text, resolver, run, "arn:aws" + fields, "");
        }
        return spell(text, resolver, run, "", (":" + SOME).repeat(Math.max(0, missing)));
    }

    /**
     * @param first stands in the place of a star at the front, if not empty
     * @param last is put behind the last star
     */
    private static String spell(
            Text text, Resolver resolver, String run, String first, String last) {
        int lastRun = text.parts().lastIndexOf(new Text.AnyRun());
        var out = new StringBuilder();
        for (int i = 0; i < text.parts().size(); i++) {
            switch (text.parts().get(i)) {
                case Text.Literal(String plain) -> out.append(plain);
                case Text.AnyOne() -> out.append(SOME);
                case Text.AnyRun() -> {
                    out.append(i == 0 && !first.isEmpty() ? first : run);
                    out.append(i == lastRun ? last : "");
                }
                case Text.Variable(String key, String fallback) -> {
                    if (resolver.resolve(key) instanceof Resolver.Value(String value)) {
                        out.append(value);
                    } else if (fallback != null) {
                        out.append(fallback);
                    }
                }
            }
        }
        return out.toString();
    }

    private static int colons(String text) {
        return (int) text.chars().filter(c -> c == ':').count();
    }

    /**
     * What a key may hold to please or displease conditions on it: nothing, what they name, what
     * lies beside it, and something else.
     */
    static Set<List<String>> values(Collection<Condition> conditions, Resolver resolver) {
        Set<List<String>> all = new LinkedHashSet<>();
        all.add(List.of());
        for (Condition condition : conditions) {
            for (Text value : condition.values()) {
                values(condition.operator().comparison().kind(), value, resolver)
                        .forEach(each -> all.add(List.of(each)));
            }
        }
        all.add(List.of(SOME));
        return all;
    }

    private static List<String> values(Comparison.Kind kind, Text value, Resolver resolver) {
        return switch (kind) {
            case STRING -> List.of(text(value, resolver, SOME), text(value, resolver, ""));
            case ARN -> List.of(arn(value, resolver, SOME));
            case BOOL -> List.of("true", "false");
            case NUMERIC -> List.of(plain(value), plain(value) + "0", "-1", "0", "1");
            case DATE -> List.of(plain(value), "1971-01-01", "2999-01-01");
            case IP -> {
                String range = plain(value);
                int slash = range.indexOf('/');
                yield List.of(slash < 0 ? range : range.substring(0, slash), "192.0.2.1");
            }
            case BINARY -> List.of(plain(value));
            case NULL -> List.of();
        };
    }

    private static String plain(Text value) {
        return value.asLiteral().orElse(SOME);
    }
}
