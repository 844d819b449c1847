package dev.curfew.core.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to a press. Its lines are text and never markup, whoever wrote what they quote.
 *
 * @param isForAll whether everybody in the channel sees it, or only who pressed
 */
public record Reply(boolean isForAll, List<String> lines) {

    /** Slack takes 3,000 characters of text in a section. */
    static final int LONGEST = 2_900;

    private static final int LONGEST_LINE = 500;
    private static final String CUT = "…";

    public Reply {
        lines = List.copyOf(lines);
    }

    static Reply toAll(List<String> lines) {
        return new Reply(true, lines);
    }

    static Reply toPresser(String... lines) {
        return new Reply(false, List.of(lines));
    }

    /** As Slack takes it at the address of a press. */
    public ObjectNode message(@Nullable String thread) {
        String text = text();
        ObjectNode message =
                Json.MAPPER
                        .createObjectNode()
                        .put("response_type", isForAll ? "in_channel" : "ephemeral")
                        .put("replace_original", false)
                        .put("text", text)
                        .put("mrkdwn", false);
        if (thread != null) {
            message.put("thread_ts", thread);
        }
        // As plain text nothing in it is a link, a mention or a style.
        message.putArray("blocks")
                .addObject()
                .put("type", "section")
                .putObject("text")
                .put("type", "plain_text")
                .put("text", text)
                .put("emoji", false);
        return message;
    }

    private String text() {
        String text = lines.stream().map(Reply::plain).collect(Collectors.joining("\n"));
        if (text.length() <= LONGEST) {
            return text;
        }
        // Whole lines go, so that no escape is cut in two.
        int end = text.lastIndexOf('\n', LONGEST);
        return text.substring(0, end) + "\n" + CUT;
    }

    /**
     * On one line, without what only changes how text looks (control characters, and those that
     * turn its direction), and with the three characters escaped that Slack gives a meaning.
     */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_LINE)
                .forEach(each -> {
                    switch (each) {
                        case '&' -> plain.append("&amp;");
                        case '<' -> plain.append("&lt;");
                        case '>' -> plain.append("&gt;");
                        default -> plain.appendCodePoint(isShown(each) ? each : ' ');
                    }
                });
        return text.codePointCount(0, text.length()) <= LONGEST_LINE
                ? plain.toString()
                : plain.append(CUT).toString();
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
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
