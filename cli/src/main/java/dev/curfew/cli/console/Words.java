package dev.curfew.cli.console;

import dev.curfew.cli.terminal.Times;
import dev.curfew.cli.terminal.Visible;
import dev.curfew.local.web.Markup;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How single things are written on a page. */
final class Words {

    private Words() {}

    /**
     * Text from outside: escaped, on a line of its own direction, and with each invisible character
     * written out.
     */
    static Markup said(@Nullable String text) {
        return text == null || text.isEmpty()
                ? Markup.of("<span class=\"quiet\">?</span>")
                : Markup.of("<bdi>{}</bdi>", Visible.text(text));
    }

    /** An id, an ARN or another text that is read letter by letter. */
    static Markup code(@Nullable String text) {
        return text == null || text.isEmpty()
                ? said(text)
                : Markup.of("<code><bdi>{}</bdi></code>", Visible.text(text));
    }

    static Markup link(String address, Markup text) {
        return Markup.of("<a href=\"{}\">{}</a>", address, text);
    }

    static Markup lease(String id) {
        return link(Urls.to("lease", "id", id), code(id));
    }

    static Markup identity(String id) {
        return link(Urls.to("identity", "id", id), code(id));
    }

    /** {@code ACCESS_KEY} as {@code access key}. */
    static String plain(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A state, with a colour that says how it is and a word that says the same. */
    static Markup badge(Tone tone, String word) {
        return Markup.of("<span class=\"badge {}\">{}</span>", Words.plain(tone), word);
    }

    /** To the second, in UTC. */
    static Markup time(Instant at) {
        return Markup.of("<time datetime=\"{}\">{}</time>", at, Times.at(at));
    }

    /** How far off it is, such as {@code in 12 days}; to the second where one points. */
    static Markup when(Instant at, Instant now) {
        return Markup.of(
                "<time datetime=\"{}\" title=\"{}\">{}</time>", at, Times.at(at), away(at, now));
    }

    /** {@code in 12 days}, {@code 3 hours ago}, {@code now}. */
    static String away(Instant at, Instant now) {
        Duration away = Duration.between(now, at);
        Duration length = away.abs();
        if (length.toSeconds() < 1) {
            return "now";
        }
        String words = length(length);
        return away.isNegative() ? words + " ago" : "in " + words;
    }

    private static String length(Duration length) {
        if (length.toDays() >= 2) {
            return length.toDays() + " days";
        }
        if (length.toHours() >= 2) {
            return length.toHours() + " hours";
        }
        if (length.toMinutes() >= 2) {
            return length.toMinutes() + " minutes";
        }
        return length.toSeconds() + (length.toSeconds() == 1 ? " second" : " seconds");
    }

    /** {@code 1 lease}, {@code 2 leases}. */
    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
