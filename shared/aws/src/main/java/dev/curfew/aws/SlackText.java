package dev.curfew.aws;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text that others chose, made harmless for Slack: nothing that it reads as markup, a mention or an
 * emoji, no character that is not seen, and never longer than a place takes. What is shown goes
 * into plain text objects besides, where Slack reads no markup.
 */
final class SlackText {

    private static final String CUT = "…";

    /** Names that Slack might take for everybody. */
    private static final Pattern EVERYBODY =
            Pattern.compile("@(channel|here|everyone)", Pattern.CASE_INSENSITIVE);

    private static final Pattern LINK =
            Pattern.compile("(?i)(https?|ftp|mailto|slack|javascript):");

    private SlackText() {}

    /** On one line. */
    static String line(String any, int longest) {
        return safe(any, longest, false);
    }

    /** With its line ends. */
    static String lines(String any, int longest) {
        return safe(any, longest, true);
    }

    private static String safe(String any, int longest, boolean lineEnds) {
        // More is never shown, so no more is looked at, however much came.
        String some = any.substring(0, Math.min(any.length(), longest + 1));
        String plain = plain(some, lineEnds);
        plain = EVERYBODY.matcher(plain).replaceAll("＠$1");
        plain =
                LINK.matcher(plain)
                        .replaceAll(found -> found.group(1).toLowerCase(Locale.ROOT) + "꞉");
        StringBuilder safe = new StringBuilder();
        int at = 0;
        while (at < plain.length()) {
            int point = plain.codePointAt(at);
            String next = escaped(point);
            boolean last = at + Character.charCount(point) >= plain.length();
            boolean whole = last && any.length() <= longest;
            if (safe.length() + next.length() + (whole ? 0 : CUT.length()) > longest) {
                return safe.append(CUT).toString();
            }
            safe.append(next);
            at += Character.charCount(point);
        }
        return safe.length() == 0 ? "–" : safe.toString();
    }

    private static String escaped(int point) {
        return switch (point) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(point);
        };
    }

    private static String plain(String any, boolean lineEnds) {
        StringBuilder plain = new StringBuilder(any.length());
        any.codePoints()
                .forEach(point ->
                        plain.appendCodePoint(
                                isPlain(point) || (lineEnds && point == '\n') ? point : '?'));
        return plain.toString();
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
