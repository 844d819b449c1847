package dev.curfew.local.slack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Texts that would do something if they were not escaped. Each would set {@code window.hit}. */
final class Hostile {
    static final List<String> TEXTS =
            List.of(
                    "<script>window.hit=1</script>",
                    "</div></article><script>window.hit=1</script>",
                    "\"><img src=x onerror=window.hit=1>",
                    "' onmouseover='window.hit=1' x='",
                    "\" autofocus onfocus=\"window.hit=1\" x=\"",
                    "<svg/onload=window.hit=1>",
                    "<iframe srcdoc=\"<script>parent.hit=1</script>\">",
                    "<javascript:window.hit=1|click>",
                    "<https://a.example/\" onclick=\"window.hit=1|click>",
                    "<https://a.example/|<img src=x onerror=window.hit=1>>",
                    "&lt;script&gt;window.hit=1&lt;/script&gt;",
                    "*<script>window.hit=1</script>* `<script>window.hit=1</script>`",
                    "```</pre><script>window.hit=1</script>```",
                    "{} {} <!--",
                    "]]><script>window.hit=1</script>",
                    "\u202e<script>window.hit=1</script>\u0000",
                    "</title><script>window.hit=1</script>",
                    "<meta http-equiv=refresh content=0;url=//evil.example>",
                    "<base href=//evil.example/><form action=//evil.example>");

    private Hostile() {}

    /** Blocks that show the text in every place where a text can stand. */
    static String blocks(String text) {
        ArrayNode blocks = new ObjectMapper().createArrayNode();
        plain(blocks.addObject().put("type", "header"), "text", text);
        ObjectNode section = blocks.addObject().put("type", "section").put("block_id", text);
        section.putObject("text").put("type", "mrkdwn").put("text", text);
        section.putArray("fields").addObject().put("type", "mrkdwn").put("text", text);
        button(section.putObject("accessory"), text);
        blocks.addObject()
                .put("type", "context")
                .putArray("elements")
                .addObject()
                .put("type", "plain_text")
                .put("text", text);
        ArrayNode elements = blocks.addObject().put("type", "actions").putArray("elements");
        ObjectNode confirmed = elements.addObject();
        button(confirmed, text);
        ObjectNode confirm = confirmed.putObject("confirm");
        plain(confirm, "title", text);
        plain(confirm, "text", text);
        plain(confirm, "confirm", "Yes");
        plain(confirm, "deny", "No");
        return blocks.toString();
    }

    private static void button(ObjectNode button, String text) {
        button.put("type", "button").put("action_id", text).put("value", text);
        String label = text.length() > Limits.BUTTON_TEXT ? "too long" : text;
        button.put("accessibility_label", label);
        plain(button, "text", label);
    }

    private static void plain(ObjectNode parent, String name, String text) {
        parent.putObject(name).put("type", "plain_text").put("text", text);
    }
}
