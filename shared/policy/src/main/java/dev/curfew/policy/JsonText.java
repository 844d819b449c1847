package dev.curfew.policy;

/** Writes JSON strings. */
final class JsonText {
    private JsonText() {}

    static String of(String text) {
        var out = new StringBuilder();
        append(text, out);
        return out.toString();
    }

    /** Characters beyond Latin-1 are escaped: IAM's documents hold none. */
    static void append(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c > 0xff) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
