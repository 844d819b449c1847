package dev.curfew.local.slack;

import dev.curfew.local.web.Layout;
import dev.curfew.local.web.Markup;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** One channel, with the way to the others. */
final class ChannelView {
    static final String PATH = "/c/";

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Conversations conversations;

    ChannelView(Conversations conversations) {
        this.conversations = conversations;
    }

    /** Where that channel is shown. */
    static String path(String channel) {
        return PATH + URLEncoder.encode(channel, StandardCharsets.UTF_8);
    }

    /** The channel as a page, shown anew by itself only while it is empty: nobody reads it yet. */
    Markup page(String channel) {
        List<Message> messages = conversations.in(channel);
        String title =
                "%s (%d) - Slack on this machine".formatted(Places.name(channel), messages.size());
        Markup content =
                Markup.of(
                        "<h1>{}</h1>{}<p><a href=\"{}\" accesskey=\"r\">Look again</a></p>",
                        Places.name(channel),
                        messages.isEmpty()
                                ? Markup.of("<p class=\"help\">Nothing was said here yet.</p>")
                                : threads(messages),
                        path(channel));
        return messages.isEmpty()
                ? Layout.refreshing(AGAIN, title, navigation(channel), content)
                : Layout.page(title, navigation(channel), content);
    }

    private Markup navigation(String shown) {
        var channels = new TreeSet<>(conversations.channels());
        channels.add(Places.CHANNEL);
        channels.add(shown);
        List<Markup> links = new ArrayList<>();
        for (String channel : channels) {
            links.add(
                    channel.equals(shown)
                            ? Markup.of(
                                    "<li><a href=\"{}\" aria-current=\"page\">{}</a></li>",
                                    path(channel),
                                    Places.name(channel))
                            : Markup.of(
                                    "<li><a href=\"{}\">{}</a></li>",
                                    path(channel),
                                    Places.name(channel)));
        }
        return Markup.of("<h1>Slack on this machine</h1><ul>{}</ul>", Markup.join(links));
    }

    /** Each message with the replies to it below it. */
    private static Markup threads(List<Message> messages) {
        Map<String, List<Message>> threads = new LinkedHashMap<>();
        messages.forEach(message ->
                threads.computeIfAbsent(message.root(), _ -> new ArrayList<>()).add(message));
        List<Markup> items = new ArrayList<>();
        threads.values()
                .forEach(thread ->
                        items.add(
                                Markup.of(
                                        "<li>{}{}</li>",
                                        MessageView.html(thread.getFirst()),
                                        replies(thread.subList(1, thread.size())))));
        return Markup.of("<ol>{}</ol>", Markup.join(items));
    }

    private static Markup replies(List<Message> replies) {
        if (replies.isEmpty()) {
            return Markup.NOTHING;
        }
        List<Markup> items = new ArrayList<>();
        replies.forEach(reply -> items.add(Markup.of("<li>{}</li>", MessageView.html(reply))));
        return Markup.of("<ol aria-label=\"Replies\">{}</ol>", Markup.join(items));
    }
}
