package dev.curfew.local.slack;

import dev.curfew.local.web.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slack's way of marking text up, as HTML. What it does not know is shown as it is written. */
final class Mrkdwn {
    private static final Pattern MARKED =
            Pattern.compile(
                    "```.+?```"
                            + "|`[^`\\n]+`"
                            + "|<[^<>\\n]+>"
                            + "|(?<![\\w*])\\*[^*\\n]+\\*(?![\\w*])"
                            + "|(?<![\\w_])_[^_\\n]+_(?![\\w_])"
                            + "|(?<![\\w~])~[^~\\n]+~(?![\\w~])",
                    Pattern.DOTALL);

    private Mrkdwn() {}

    static Markup html(String text) {
        List<Markup> parts = new ArrayList<>();
        Matcher matcher = MARKED.matcher(text);
        int from = 0;
        while (matcher.find()) {
            parts.add(plain(text.substring(from, matcher.start())));
            parts.add(marked(matcher.group()));
            from = matcher.end();
        }
        parts.add(plain(text.substring(from)));
        return Markup.join(parts);
    }

    /** Text in which only Slack's three escapes mean something. */
    static Markup plain(String text) {
        return Markup.text(unescaped(text));
    }

    private static Markup marked(String whole) {
        if (whole.startsWith("```")) {
            return Markup.of("<pre>{}</pre>", unescaped(whole.substring(3, whole.length() - 3)));
        }
        String inside = whole.substring(1, whole.length() - 1);
        return switch (whole.charAt(0)) {
            case '`' -> Markup.of("<code>{}</code>", unescaped(inside));
            case '*' -> Markup.of("<strong>{}</strong>", html(inside));
            case '_' -> Markup.of("<em>{}</em>", html(inside));
            case '~' -> Markup.of("<s>{}</s>", html(inside));
            default -> angle(inside);
        };
    }

    /** A link, or a mention; a call of all the channel stands out, since it rings everywhere. */
    private static Markup angle(String inside) {
        int bar = inside.indexOf('|');
        String target = unescaped(bar < 0 ? inside : inside.substring(0, bar));
        String label = unescaped(bar < 0 ? target : inside.substring(bar + 1));
        if (target.startsWith("!date^")) {
            return Markup.of("<time>{}</time>", label);
        }
        if (target.startsWith("!")) {
            return Markup.of("<mark class=\"all\">@{}</mark>", target.substring(1));
        }
        if (target.startsWith("@") || target.startsWith("#")) {
            return Markup.of(
                    "<mark>{}{}</mark>",
                    target.substring(0, 1),
                    bar < 0 ? target.substring(1) : label);
        }
        if (Problems.isWeb(target)) {
            return Markup.of(
                    "<a href=\"{}\" target=\"_blank\" rel=\"noopener noreferrer\">{}</a>",
                    target,
                    label);
        }
        return Markup.text("<" + unescaped(inside) + ">");
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
