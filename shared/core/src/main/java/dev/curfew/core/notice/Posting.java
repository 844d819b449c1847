package dev.curfew.core.notice;

import dev.curfew.core.lifecycle.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Posts a batch of events. Each message of it ends as told, or is to be tried again, or as one that
 * nobody can be told; none is lost, and told twice only where a crash or a lost answer leaves open
 * whether it was.
 *
 * <p>A channel gets so many notices a minute. What is more comes together in a digest, and of those
 * there are few a minute too: the rest waits for the next minute in the queue.
 */
public final class Posting {

    /** Single notices that a channel gets in a minute. */
    static final int NOTICES_A_MINUTE = 10;

    static final int DIGESTS_A_MINUTE = 2;

    /** As long as a function may run, and a little more. */
    private static final Duration CLAIM = Duration.ofSeconds(70);

    /** A doubled event comes within days, if it does; a queue keeps one that long. */
    private static final Duration EVENT_KEPT = Duration.ofDays(7);

    private static final Duration THREAD_KEPT = Duration.ofDays(60);
    private static final Duration BUDGET_KEPT = Duration.ofHours(1);

    /** After this it is a person's. */
    static final Duration PATIENCE = Duration.ofHours(6);

    /** No work is begun after this; the function is ended some time later. */
    private static final Duration WORK = Duration.ofSeconds(35);

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Composing composing;
    private final Directory directory;
    private final Threads threads;
    private final Messenger messenger;
    private final String usual;
    private final InstantSource clock;

    /**
     * @param usual the channel of whoever has none of its own
     */
    public Posting(
            Composing composing,
            Directory directory,
            Threads threads,
            Messenger messenger,
            String usual,
            InstantSource clock) {
        this.composing = composing;
        this.directory = directory;
        this.threads = threads;
        this.messenger = messenger;
        this.usual = usual;
        this.clock = clock;
    }

    /**
     * One message of the queue.
     *
     * @param id the queue's name for it
     * @param event as EventBridge put it there
     * @param sentAt when it came into the queue
     * @param receives how often it was taken from the queue, this time included
     */
    public record Message(String id, String event, Instant sentAt, int receives) {}

    /** What became of one message. */
    public sealed interface Outcome {

        /** A notice of its own was posted. */
        record Told(String type) implements Outcome {}

        /** It stands in a digest; the first of a digest counts that one too. */
        record Digested(String type, boolean first) implements Outcome {}

        /** Its event was told before. */
        record Doubled(String type) implements Outcome {}

        /** Nobody needs to hear of it. */
        record Ordinary(String type) implements Outcome {}

        /** Nobody has thought of such an event yet. */
        record Unknown(String type) implements Outcome {}

        /** Not now; {@code after} that. */
        record Later(Duration after, String why) implements Outcome {}

        /** It cannot be told. */
        record Dead(String why) implements Outcome {}
    }

    private record Waiting(Message message, Notice notice) {}

    /** The outcome of every message, by its id. */
    public Map<String, Outcome> post(List<Message> batch) {
        Instant start = clock.instant();
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        Map<String, List<Waiting>> channels = new LinkedHashMap<>();
        Limits limits = directory.limits().orElse(Limits.DEFAULT);
        for (Message message : batch) {
            switch (composing.compose(message.event())) {
                case Composing.Composed.Told(Notice notice) ->
                        channels.computeIfAbsent(channel(notice, limits), _ -> new ArrayList<>())
                                .add(new Waiting(message, notice));
                case Composing.Composed.Ordinary(String type) ->
                        outcomes.put(message.id(), new Outcome.Ordinary(type));
                case Composing.Composed.Unknown(String type) ->
                        outcomes.put(message.id(), new Outcome.Unknown(type));
                case Composing.Composed.Malformed(String why) ->
                        outcomes.put(message.id(), new Outcome.Dead("malformed: " + why));
            }
        }
        channels.forEach((channel, waiting) -> new Channel(channel, start, outcomes).post(waiting));
        return outcomes;
    }

    private String channel(Notice notice, Limits limits) {
        String owner = notice.owner();
        return owner == null ? usual : limits.owners().channels().getOrDefault(owner, usual);
    }

    /** One channel's part of a batch. */
    private final class Channel {

        private final String channel;
        private final Instant start;
        private final Map<String, Outcome> outcomes;

        /** Why it takes nothing for now; null while it does. */
        private Messenger.Sent.@Nullable Later shut;

        Channel(String channel, Instant start, Map<String, Outcome> outcomes) {
            this.channel = channel;
            this.start = start;
            this.outcomes = outcomes;
        }

        void post(List<Waiting> all) {
            List<Waiting> claimed = new ArrayList<>();
            all.stream()
                    .sorted(Comparator.comparing((Waiting each) -> each.notice.at()))
                    .forEach(each -> {
                        if (claim(each)) {
                            claimed.add(each);
                        }
                    });
            if (claimed.size() > NOTICES_A_MINUTE) {
                digest(claimed);
                return;
            }
            for (int i = 0; i < claimed.size(); i++) {
                if (shut == null && !isLate() && !hasRoom("notices", NOTICES_A_MINUTE)) {
                    digest(claimed.subList(i, claimed.size()));
                    return;
                }
                single(claimed.get(i));
            }
        }

        private boolean claim(Waiting each) {
            Instant now = clock.instant();
            return switch (threads.claim(event(each), now, now.plus(CLAIM))) {
                case Threads.Claim.Yours _ -> true;
                case Threads.Claim.Posted _ -> {
                    put(each, new Outcome.Doubled(each.notice.type()));
                    yield false;
                }
                case Threads.Claim.Others _ -> {
                    put(each, new Outcome.Later(CLAIM, "somebody else is at it"));
                    yield false;
                }
            };
        }

        private void single(Waiting each) {
            if (isLate()) {
                giveBack(each, SHORTEST, "this batch took too long");
                return;
            }
            if (shut != null) {
                giveBack(each, delay(shut, each.message), shut.why());
                return;
            }
            Instant now = clock.instant();
            String thread = "subject#" + each.notice.thread() + "#" + channel;
            switch (threads.claim(thread, now, now.plus(CLAIM))) {
                case Threads.Claim.Others _ -> giveBack(each, MOMENT, "its thread is being opened");
                case Threads.Claim.Posted(String first) ->
                        settle(
                                each,
                                messenger.post(
                                        channel, first.isEmpty() ? null : first, each.notice));
                case Threads.Claim.Yours _ -> {
                    Messenger.Sent sent = messenger.post(channel, null, each.notice);
                    if (sent instanceof Messenger.Sent.Posted(String message)) {
                        threads.posted(thread, message, now.plus(THREAD_KEPT));
                    } else {
                        threads.release(thread);
                    }
                    settle(each, sent);
                }
            }
        }

        private void settle(Waiting each, Messenger.Sent sent) {
            switch (sent) {
                case Messenger.Sent.Posted(String message) -> {
                    threads.posted(event(each), message, clock.instant().plus(EVENT_KEPT));
                    put(each, new Outcome.Told(each.notice.type()));
                }
                case Messenger.Sent.Later later -> {
                    shut = later;
                    giveBack(each, delay(later, each.message), later.why());
                }
                case Messenger.Sent.Refused(String why) -> {
                    threads.release(event(each));
                    put(each, new Outcome.Dead(why));
                }
            }
        }

        private void digest(List<Waiting> waiting) {
            if (isLate()) {
                waiting.forEach(each -> giveBack(each, SHORTEST, "this batch took too long"));
                return;
            }
            if (!hasRoom("digests", DIGESTS_A_MINUTE)) {
                Duration next = untilNextMinute();
                waiting.forEach(each -> giveBack(each, next, "the channel has had enough"));
                return;
            }
            Digest digest = Digest.of(waiting.stream().map(Waiting::notice).toList());
            switch (messenger.post(channel, digest)) {
                case Messenger.Sent.Posted(String message) -> {
                    boolean first = true;
                    for (Waiting each : waiting) {
                        threads.posted(event(each), message, clock.instant().plus(EVENT_KEPT));
                        put(each, new Outcome.Digested(each.notice.type(), first));
                        first = false;
                    }
                }
                case Messenger.Sent.Later later ->
                        waiting.forEach(
                                each -> giveBack(each, delay(later, each.message), later.why()));
                case Messenger.Sent.Refused(String why) ->
                        waiting.forEach(each -> {
                            threads.release(event(each));
                            put(each, new Outcome.Dead(why));
                        });
            }
        }

        /** To be tried again, unless that has been done for too long. */
        private void giveBack(Waiting each, Duration after, String why) {
            threads.release(event(each));
            boolean over = each.message.sentAt().plus(PATIENCE).isBefore(clock.instant());
            put(
                    each,
                    over
                            ? new Outcome.Dead("for " + PATIENCE.toHours() + " hours: " + why)
                            : new Outcome.Later(after, why));
        }

        private boolean hasRoom(String what, int most) {
            Instant now = clock.instant();
            String minute = now.truncatedTo(ChronoUnit.MINUTES).toString();
            return threads.take(what + "#" + channel + "#" + minute, most, now.plus(BUDGET_KEPT));
        }

        private Duration untilNextMinute() {
            Instant now = clock.instant();
            Instant next = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
            return Duration.between(now, next).plus(MOMENT);
        }

        private boolean isLate() {
            return start.plus(WORK).isBefore(clock.instant());
        }

        private void put(Waiting each, Outcome outcome) {
            outcomes.put(each.message.id(), outcome);
        }
    }

    private static String event(Waiting each) {
        return "event#" + each.notice.event();
    }

    /** As long as was asked for; else twice as long each time. */
    static Duration delay(Messenger.Sent.Later later, Message message) {
        Duration asked = later.after();
        Duration delay =
                asked == null
                        ? SHORTEST.multipliedBy(
                                1L << Math.min(10, Math.max(0, message.receives() - 1)))
                        : asked;
        if (delay.compareTo(LONGEST) > 0) {
            return LONGEST;
        }
        return delay.isPositive() ? delay : MOMENT;
    }
}
