package dev.curfew.policy;

import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads wildcards, variables and escapes in a resource or a condition value. */
final class TextReader {
    private static final Pattern VARIABLE =
            Pattern.compile(
                    "(?<key>[A-Za-z0-9][A-Za-z0-9.-]*:[^\\s{}$,'*?]+(?: +[^\\s{}$,'*?]+)*)(?: *, *'(?<fallback>[^'{}$*?]*)')?");

    /** A tag key has 128 characters at most, and its value as a fallback 256. */
    private static final int LONGEST_VARIABLE = 512;

    private final Problems problems;
    private final Version version;
    private final boolean wildcards;
    private final boolean variables;

    TextReader(Problems problems, Version version, boolean wildcards, boolean variables) {
        this.problems = problems;
        this.version = version;
        this.wildcards = wildcards;
        this.variables = variables;
    }

    /** The text, or null once a problem has been added. */
    @Nullable Text read(String text, String path) {
        var parts = new ArrayList<Text.Part>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (variables && version == Version.V2012 && text.startsWith("${", i)) {
                int end = text.indexOf('}', i);
                Text.Part part = end < 0 ? null : variable(text.substring(i + 2, end));
                if (part == null) {
                    problems.add(
                            path,
                            "`"
                                    + Problems.quote(text.substring(i))
                                    + "` does not start with a policy variable",
                            "`${prefix:key}`, `${prefix:key, 'fallback'}`, `${*}`, `${?}` or `${$}`");
                    return null;
                }
                parts.add(part);
                i = end + 1;
                continue;
            }
            int end = i + 1;
            if (wildcards && c == '*') {
                parts.add(new Text.AnyRun());
            } else if (wildcards && c == '?') {
                parts.add(new Text.AnyOne());
            } else {
                end = plainEnd(text, end);
                parts.add(new Text.Literal(text.substring(i, end)));
            }
            i = end;
        }
        return new Text(parts);
    }

    /** Where the plain characters end that start before {@code from}. */
    private static int plainEnd(String text, int from) {
        int end = from;
        while (end < text.length() && "*?$".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static Text.@Nullable Part variable(String inside) {
        if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
            return new Text.Literal(inside);
        }
        if (inside.length() > LONGEST_VARIABLE) {
            return null;
        }
        Matcher matcher = VARIABLE.matcher(inside);
        return matcher.matches()
                ? new Text.Variable(matcher.group("key"), matcher.group("fallback"))
                : null;
    }
}
