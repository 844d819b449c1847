package dev.curfew.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A message as HTML. */
final class MessageView {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final Message message;
    private int buttons;

    private MessageView(Message message) {
        this.message = message;
    }

    static Markup html(Message message) {
        return new MessageView(message).html();
    }

    private Markup html() {
        Markup edited =
                message.isEdited() ? Markup.of("<span class=\"mark\">edited</span>") : none();
        Markup onlyYou =
                isForOne() ? Markup.of("<span class=\"mark\">only you see this</span>") : none();
        return Markup.of(
                "<article id=\"m{}\" class=\"{}\" aria-label=\"Message of {}\">"
                        + "<header><strong>Curfew</strong> <time>{}</time> {} {}</header>{}{}</article>",
                message.ts(),
                isForOne() ? "only-you" : "for-all",
                time(),
                time(),
                edited,
                onlyYou,
                body(),
                presses());
    }

    private boolean isForOne() {
        return message.shownTo() == Message.ShownTo.ONE;
    }

    private Markup body() {
        if (message.blocks().isEmpty()) {
            return Markup.of("<div class=\"text\">{}</div>", Mrkdwn.html(message.text()));
        }
        List<Markup> blocks = new ArrayList<>();
        message.blocks().forEach(block -> blocks.add(block(block)));
        return Markup.join(blocks);
    }

    private Markup presses() {
        List<Markup> lines = new ArrayList<>();
        message.presses()
                .forEach(line ->
                        lines.add(Markup.of("<p class=\"quiet\" role=\"status\">{}</p>", line)));
        return Markup.join(lines);
    }

    private Markup block(JsonNode block) {
        return switch (block.path("type").asText()) {
            case "header" -> Markup.of("<h3>{}</h3>", text(block.path("text")));
            case "divider" -> Markup.of("<hr>");
            case "section" -> section(block);
            case "context" ->
                    Markup.of("<div class=\"context\">{}</div>", spans(block.path("elements")));
            case "actions" ->
                    Markup.of(
                            "<div class=\"actions\">{}</div>",
                            buttons(block, block.path("elements")));
            default -> none();
        };
    }

    private Markup section(JsonNode block) {
        Markup text =
                block.has("text")
                        ? Markup.of("<div class=\"text\">{}</div>", text(block.path("text")))
                        : none();
        Markup fields =
                block.has("fields")
                        ? Markup.of("<div class=\"fields\">{}</div>", spans(block.path("fields")))
                        : none();
        if (!block.has("accessory")) {
            return Markup.of("{}{}", text, fields);
        }
        return Markup.of(
                "<div class=\"beside\"><div>{}{}</div>{}</div>",
                text,
                fields,
                button(block, block.path("accessory")));
    }

    private Markup spans(JsonNode texts) {
        List<Markup> spans = new ArrayList<>();
        texts.forEach(text -> spans.add(Markup.of("<div class=\"text\">{}</div>", text(text))));
        return Markup.join(spans);
    }

    private Markup buttons(JsonNode block, JsonNode elements) {
        List<Markup> all = new ArrayList<>();
        elements.forEach(element -> all.add(button(block, element)));
        return Markup.join(all);
    }

    private Markup button(JsonNode block, JsonNode button) {
        Markup label = text(button.path("text"));
        String style = button.path("style").asText();
        String spoken = button.path("accessibility_label").asText(plain(button.path("text")));
        if (button.has("url")) {
            return Markup.of(
                    "<a class=\"button {}\" href=\"{}\" aria-label=\"{}\" target=\"_blank\""
                            + " rel=\"noopener noreferrer\">{}</a>",
                    style,
                    button.path("url").asText(),
                    spoken,
                    label);
        }
        if (!button.has("confirm")) {
            return form(
                    block,
                    button,
                    Markup.of(
                            "<button class=\"{}\" aria-label=\"{}\">{}</button>",
                            style,
                            spoken,
                            label));
        }
        String id = "confirm-%s-%d".formatted(message.ts(), ++buttons);
        return Markup.of(
                "<button type=\"button\" class=\"{}\" aria-label=\"{}\" popovertarget=\"{}\""
                        + " aria-haspopup=\"dialog\">{}</button>{}",
                style,
                spoken,
                id,
                label,
                confirm(block, button, id));
    }

    /** Opened by its button without a script; Escape closes it, and it begins at the way back. */
    private Markup confirm(JsonNode block, JsonNode button, String id) {
        JsonNode confirm = button.path("confirm");
        return Markup.of(
                """
                <dialog popover id="{}" aria-labelledby="{}-title"><h2 id="{}-title">{}</h2>
                <div class="text">{}</div><div class="actions">
                <button type="button" autofocus popovertarget="{}" popovertargetaction="hide">{}</button>{}</div></dialog>
                """,
                id,
                id,
                id,
                text(confirm.path("title")),
                text(confirm.path("text")),
                id,
                text(confirm.path("deny")),
                form(
                        block,
                        button,
                        Markup.of(
                                "<button class=\"{}\">{}</button>",
                                confirm.path("style").asText("primary"),
                                text(confirm.path("confirm")))));
    }

    private Markup form(JsonNode block, JsonNode button, Markup submit) {
        return Markup.of(
                """
                <form method="post" action="/press"><input type="hidden" name="channel" value="{}">\
                <input type="hidden" name="ts" value="{}"><input type="hidden" name="block" value="{}">\
                <input type="hidden" name="action" value="{}">{}</form>
                """,
                message.channel(),
                message.ts(),
                block.path("block_id").asText(),
                button.path("action_id").asText(),
                submit);
    }

    private static Markup text(JsonNode text) {
        String words = text.path("text").asText();
        return text.path("type").asText().equals("mrkdwn")
                ? Mrkdwn.html(words)
                : Mrkdwn.plain(words);
    }

    private static String plain(JsonNode text) {
        return text.path("text").asText();
    }

    private String time() {
        long seconds = Long.parseLong(message.ts().substring(0, message.ts().indexOf('.')));
        return TIME.format(Instant.ofEpochSecond(seconds));
    }

    private static Markup none() {
        return Markup.NOTHING;
    }
}
