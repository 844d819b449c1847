package dev.curfew.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.local.web.Call;
import dev.curfew.local.web.Links;
import dev.curfew.local.web.Reply;
import dev.curfew.local.web.Site;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The page, while it is open.
 *
 * {@snippet :
 * try (SlackPage page = SlackPage.open(0, SlackSecret.random(), key, clock, () -> functionUrl)) {
 *     // post to page.address() with the secret's token; a person opens page.link()
 *     page.failNext(2, new Failure.RateLimited(Duration.ofSeconds(1)));
 *     page.messages();
 * }
 * }
 */
public final class SlackPage implements AutoCloseable {
    /** Says that the page is there, to whoever asks. */
    public static final String HEALTH = "/health";

    /** So that the page shows at once what most apps say to a press. */
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(2);

    private final Site site;
    private final Conversations conversations;
    private final Hooks hooks;
    private final Presses presses;
    private final Deque<Failure> failures = new ArrayDeque<>();
    private final AtomicInteger calls = new AtomicInteger();

    private SlackPage(Site site, SlackSecret secret, Clock clock, Supplier<Optional<URI>> app) {
        this.site = site;
        this.conversations = new Conversations(clock);
        this.hooks = new Hooks(secret, conversations, clock);
        this.presses = new Presses(secret, app, clock);
        var api = new WebApi(secret, conversations);
        var view = new ChannelView(conversations);
        site.program(
                        WebApi.PATH,
                        call ->
                                call.path().startsWith(WebApi.CHAT)
                                        ? counted(call, api::answer)
                                        : api.answer(call))
                .program(Hooks.WEBHOOK, call -> counted(call, hooks::webhook))
                .program(Hooks.ANSWERS, hooks::answer)
                .program(HEALTH, _ -> Reply.text(200, "ok"))
                .person("/", _ -> Reply.seeOther(ChannelView.path(Places.CHANNEL)))
                .person(ChannelView.PATH, call -> show(call, view))
                .person("/press", this::press);
    }

    /**
     * Opens the page.
     *
     * @param port 0 for any that is free
     * @param linkKey what links to the page are made with, see {@link Links#newKey}
     * @param app where presses go; empty while there is no such place
     */
    public static SlackPage open(
            int port,
            SlackSecret secret,
            String linkKey,
            Clock clock,
            Supplier<Optional<URI>> app) {
        var site = new Site(port, new Links(linkKey, clock), clock, "`./curfew status`");
        return new SlackPage(site, secret, clock, app);
    }

    /** Where Slack's own address would stand, without a path: {@code SLACK_ENDPOINT}. */
    public URI address() {
        return site.address();
    }

    /** An address at which one browser may look at the page; it works once, for an hour. */
    public URI link() {
        return site.link();
    }

    /** The address of an incoming webhook to the usual channel, a secret. */
    public URI webhook() {
        return address().resolve(hooks.webhook());
    }

    /** What stands on the page, in the order in which it was posted. */
    public List<Message> messages() {
        return conversations.all();
    }

    /** How often a message was to be posted or changed, failures included. */
    public int calls() {
        return calls.get();
    }

    /**
     * Makes the next calls that post or change a message fail, after those told before. Other calls
     * do not: Slack's client asks who it is before it posts.
     */
    public void failNext(int count, Failure failure) {
        synchronized (failures) {
            for (int i = 0; i < count; i++) {
                failures.add(failure);
            }
        }
    }

    @Override
    public void close() {
        site.close();
    }

    private Reply counted(Call call, Site.Handler handler) {
        calls.incrementAndGet();
        Failure failure;
        synchronized (failures) {
            failure = failures.poll();
        }
        if (failure instanceof Failure.AnswerLost) {
            handler.answer(call);
        }
        return failure == null ? handler.answer(call) : failure.reply();
    }

    private static Reply show(Call call, ChannelView view) {
        String named = call.path().substring(ChannelView.PATH.length());
        return Places.channel(named)
                .map(channel -> Reply.page(200, view.page(channel)))
                .orElseGet(() -> Reply.seeOther("/"));
    }

    /** What a button means is read from the message, not from what the browser sends. */
    private Reply press(Call call) {
        if (!call.isPost()) {
            return Reply.seeOther("/");
        }
        Map<String, String> form = call.form();
        String channel = form.getOrDefault("channel", "");
        Optional<Message> message = conversations.find(channel, form.getOrDefault("ts", ""));
        if (message.isEmpty()) {
            return Reply.seeOther("/");
        }
        for (JsonNode block : message.get().blocks()) {
            if (!block.path("block_id").asText().equals(form.get("block"))) {
                continue;
            }
            for (JsonNode button : Buttons.of(block)) {
                if (button.path("action_id").asText().equals(form.get("action"))) {
                    press(message.get(), block, button);
                }
            }
        }
        String ts = message.get().ts();
        return Reply.seeOther(ChannelView.path(channel) + "#m" + ts);
    }

    private void press(Message message, JsonNode block, JsonNode button) {
        String answers = hooks.open(message);
        String became = presses.send(message, block, button, address().resolve(answers));
        conversations.notePress(message.channel(), message.ts(), became);
        hooks.awaitUse(answers, ANSWER_PATIENCE);
    }
}
