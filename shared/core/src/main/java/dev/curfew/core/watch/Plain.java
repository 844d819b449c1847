package dev.curfew.core.watch;

/**
 * Text that others chose, made fit to be kept and shown: no control characters, nothing that turns
 * the direction of writing, and not endless.
 */
final class Plain {

    private static final int LONGEST = 300;

    private Plain() {}

    static String text(String any) {
        return text(any, LONGEST);
    }

    static String text(String any, int longest) {
        StringBuilder plain = new StringBuilder(Math.min(any.length(), longest));
        int at = 0;
        while (at < any.length() && plain.length() < longest) {
            int point = any.codePointAt(at);
            plain.appendCodePoint(isPlain(point) ? point : '?');
            at += Character.charCount(point);
        }
        return at < any.length() ? plain.append('…').toString() : plain.toString();
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
