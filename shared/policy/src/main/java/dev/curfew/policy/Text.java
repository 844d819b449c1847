package dev.curfew.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A resource pattern or condition value: plain text, wildcards and policy variables. */
public record Text(List<Part> parts) {
    static final Comparator<Text> ORDER =
            Comparator.comparing(text -> text.print(Version.V2012, true));

    /** A piece of text. */
    public sealed interface Part {}

    /** Characters that stand for themselves. */
    public record Literal(String text) implements Part {}

    /** {@code *}: any characters, none too. */
    public record AnyRun() implements Part {}

    /** {@code ?}: any one character. */
    public record AnyOne() implements Part {}

    /**
     * {@code ${key}} or {@code ${key, 'fallback'}}: the value that the request carries for the key.
     */
    public record Variable(String key, @Nullable String fallback) implements Part {}

    /** Joins neighbouring literals, so that equal texts have equal parts. */
    public Text {
        var joined = new ArrayList<Part>();
        for (Part part : parts) {
            if (part instanceof Literal(String text)) {
                if (text.isEmpty()) {
                    continue;
                }
                if (!joined.isEmpty() && joined.getLast() instanceof Literal(String before)) {
                    joined.set(joined.size() - 1, new Literal(before + text));
                    continue;
                }
            }
            if (part instanceof AnyRun && !joined.isEmpty() && joined.getLast() instanceof AnyRun) {
                continue;
            }
            joined.add(part);
        }
        parts = List.copyOf(joined);
    }

    /** Text without wildcards and variables. */
    public static Text literal(String text) {
        return new Text(List.of(new Literal(text)));
    }

    /** The plain text, if there are neither wildcards nor variables in it. */
    public Optional<String> asLiteral() {
        if (parts.isEmpty()) {
            return Optional.of("");
        }
        return parts.size() == 1 && parts.getFirst() instanceof Literal(String text)
                ? Optional.of(text)
                : Optional.empty();
    }

    /**
     * Whether the older language cannot spell this: it has no variables and no way to escape a
     * wildcard.
     */
    boolean needsVersion2012(boolean wildcards) {
        return parts.stream()
                .anyMatch(part ->
                        switch (part) {
                            case Variable _ -> true;
                            case Literal(String text) ->
                                    wildcards && (text.indexOf('*') >= 0 || text.indexOf('?') >= 0);
                            case AnyRun _, AnyOne _ -> false;
                        });
    }

    boolean hasVariables() {
        for (Part part : parts) {
            if (part instanceof Variable) {
                return true;
            }
        }
        return false;
    }

    /**
     * This text as a document of that version spells it, where wildcards have a meaning or where
     * they have none.
     */
    String print(Version version, boolean wildcards) {
        var out = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case AnyRun() -> out.append('*');
                case AnyOne() -> out.append('?');
                case Variable(String key, String fallback) ->
                        out.append("${")
                                .append(key)
                                .append(fallback == null ? "" : ", '" + fallback + "'")
                                .append('}');
                case Literal(String text) -> printLiteral(text, version, wildcards, out);
            }
        }
        return out.toString();
    }

    private static void printLiteral(
            String text, Version version, boolean wildcards, StringBuilder out) {
        if (version == Version.V2008) {
            out.append(text);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean opens = c == '$' && i + 1 < text.length() && text.charAt(i + 1) == '{';
            if (opens || (wildcards && (c == '*' || c == '?'))) {
                out.append("${").append(c).append('}');
            } else {
                out.append(c);
            }
        }
    }
}
