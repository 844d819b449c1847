package dev.curfew.local.web;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * HTML that may be sent as it is: its tags were written by a programmer, and all that was put
 * between them is escaped.
 *
 * {@snippet :
 * Markup.of("<li class=\"{}\">{}</li>", kind, name)
 * }
 *
 * A template is a constant of the program: the compiler refuses one that was put together.
 */
public final class Markup {
    public static final Markup NOTHING = new Markup("");

    private static final String HOLE = "{}";

    private final String html;

    private Markup(String html) {
        this.html = html;
    }

    /**
     * The template with each {@code {}} filled: markup goes in as it is, anything else as text. A
     * hole stands between tags, or within the double quotes of an attribute.
     */
    public static Markup of(@CompileTimeConstant final String template, Object... parts) {
        Deque<Object> left = new ArrayDeque<>(List.of(parts));
        StringBuilder filled = new StringBuilder(template.length() + 64);
        int from = 0;
        for (int hole = template.indexOf(HOLE); hole >= 0; hole = template.indexOf(HOLE, from)) {
            filled.append(template, from, hole);
            if (left.isEmpty()) {
                throw new IllegalArgumentException("more holes than parts: " + template);
            }
            filled.append(html(left.pop()));
            from = hole + HOLE.length();
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("more parts than holes: " + template);
        }
        return new Markup(filled.append(template, from, template.length()).toString());
    }

    /** Text that shows as what it is, whatever it says. */
    public static Markup text(String text) {
        return new Markup(escape(text));
    }

    public static Markup join(Collection<Markup> parts) {
        return new Markup(parts.stream().map(part -> part.html).collect(Collectors.joining()));
    }

    public String html() {
        return html;
    }

    @Override
    public String toString() {
        return html;
    }

    private static String html(Object part) {
        return part instanceof Markup markup ? markup.html : escape(String.valueOf(part));
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(character -> {
                    switch (character) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '"' -> escaped.append("&quot;");
                        case '\'' -> escaped.append("&#39;");
                        default -> escaped.appendCodePoint(isShown(character) ? character : 0xFFFD);
                    }
                });
        return escaped.toString();
    }

    /** What a browser would act on rather than show: controls, and what turns the line round. */
    private static boolean isShown(int character) {
        if (character == '\n' || character == '\t') {
            return true;
        }
        boolean turns =
                (character >= 0x202A && character <= 0x202E)
                        || (character >= 0x2066 && character <= 0x2069);
        return !turns
                && Character.getType(character) != Character.CONTROL
                && Character.getType(character) != Character.SURROGATE;
    }
}
