package dev.curfew.cli.terminal;

/** Makes text harmless to whoever shows it. */
public final class Visible {

    private Visible() {}

    /**
     * The text with every character that a terminal would act on rather than show written as {@code
     * \}{@code u001b}: control characters, line breaks, and the invisible ones that turn the
     * direction of writing.
     */
    public static String text(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints()
                .forEach(character -> {
                    if (isShown(character)) {
                        visible.appendCodePoint(character);
                    } else {
                        for (char unit : Character.toChars(character)) {
                            visible.append(String.format("\\u%04x", (int) unit));
                        }
                    }
                });
        return visible.toString();
    }

    private static boolean isShown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
