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
            parts.add(
                    wildcards && c == '*'
                            ? new Text.AnyRun()
                            : wildcards && c == '?'
                                    ? new Text.AnyOne()
                                    : new Text.Literal(String.valueOf(c)));
            i++;
        }
        return new Text(parts);
    }

    private static Text.@Nullable Part variable(String inside) {
        if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
            return new Text.Literal(inside);
        }
        Matcher matcher = VARIABLE.matcher(inside);
        return matcher.matches()
                ? new Text.Variable(matcher.group("key"), matcher.group("fallback"))
                : null;
    }
}
