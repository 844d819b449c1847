package dev.curfew.core.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.LimitsDocument;
import dev.curfew.core.notice.Messenger.Sent;
import dev.curfew.core.notice.Posting.Message;
import dev.curfew.core.notice.Posting.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostingTest {

    private static final String CI = "arn:aws:iam::123456789012:role/build/ci";

    private record Post(String channel, @Nullable String thread, Object what) {}

    private final KnownIdentities directory = new KnownIdentities();
    private final InMemoryThreads threads = new InMemoryThreads();
    private final List<Post> posts = new ArrayList<>();
    private final Deque<Sent> answers = new ArrayDeque<>();
    private Instant now = Events.AT;
    private final Posting posting =
            new Posting(
                    new Composing(directory, Map.of()),
                    directory,
                    threads,
                    new Messenger() {
                        @Override
                        public Sent post(String channel, @Nullable String thread, Notice notice) {
                            return taken(new Post(channel, thread, notice));
                        }

                        @Override
                        public Sent post(String channel, Digest digest) {
                            return taken(new Post(channel, null, digest));
                        }
                    },
                    "C0DEFAULT",
                    () -> now);

    private Sent taken(Post post) {
        posts.add(post);
        Sent answer = answers.poll();
        return answer == null ? new Sent.Posted("ts" + posts.size()) : answer;
    }

    @Test
    void theFirstOpensAThreadAndTheNextAboutTheSameStandsInIt() {
        post(Events.finding("e1", "ffffffffffff", "aaaaaaaaaaaa"));
        post(Events.finding("e2", "gggggggggggg", "aaaaaaaaaaaa"));
        post(Events.finding("e3", "hhhhhhhhhhhh", "bbbbbbbbbbbb"));

        assertThat(posts).extracting(Post::thread).containsExactly(null, "ts1", null);
    }

    @Test
    void anEventThatComesTwiceIsToldOnce() {
        String event = Events.finding("e1", "ffffffffffff", "aaaaaaaaaaaa");

        Map<String, Outcome> both =
                posting.post(List.of(message("m1", event), message("m2", event)));
        Outcome again = post(event);

        assertThat(posts).hasSize(1);
        assertThat(both.get("m1")).isInstanceOf(Outcome.Told.class);
        assertThat(both.get("m2")).isInstanceOf(Outcome.Later.class);
        assertThat(again).isInstanceOf(Outcome.Doubled.class);
    }

    @Test
    void aBurstIsADigestAndNothingOfItIsLost() {
        List<Message> left = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String lease = "lease%07d".formatted(i);
            left.add(message("m" + i, Events.finding("e" + i, "ffffffffffff", lease)));
        }
        int told = 0;
        int rounds = 0;
        while (!left.isEmpty() && rounds++ < 20) {
            List<Message> batch = List.copyOf(left.subList(0, Math.min(7, left.size())));
            Map<String, Outcome> outcomes = posting.post(batch);
            for (Message each : batch) {
                switch (outcomes.get(each.id())) {
                    case Outcome.Told _, Outcome.Digested _ -> {
                        told++;
                        left.remove(each);
                    }
                    case Outcome.Later(Duration after, String _) -> {
                        assertThat(after).isLessThanOrEqualTo(Duration.ofSeconds(62));
                        left.remove(each);
                        left.add(each);
                    }
                    case null, default -> throw new AssertionError(outcomes);
                }
            }
        }

        assertThat(posts).as("messages within a minute").hasSizeLessThanOrEqualTo(12);
        assertThat(left).isNotEmpty();
        now = now.plusSeconds(61);
        Map<String, Outcome> rest = posting.post(left);

        assertThat(rest.values())
                .allSatisfy(each -> assertThat(each).isInstanceOf(Outcome.Digested.class));
        assertThat(told + rest.size()).isEqualTo(200);
        Digest last = (Digest) posts.getLast().what();
        assertThat(last.total()).isEqualTo(rest.size());
        assertThat(last.first()).hasSize(5);
    }

    @Test
    void whatBelongsToAnOwnerGoesToHisChannelAndTheRestToTheUsualOne() {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.putObject("owners").putObject("channels").put(CI, "C0TEAM").put("ann", "U0ANN");
        directory.limits(((LimitsDocument.Read.Valid) LimitsDocument.read(document)).limits());
        Identity user =
                Identity.found(
                        "AIDAEXAMPLEID0000001",
                        IdentityKind.USER,
                        "123456789012",
                        "build",
                        IdentityStatus.ACTIVE,
                        Events.AT,
                        Events.AT);
        user = user.edit().details(KnownIdentities.ownedBy("ann")).done();
        directory.add(user);
        Identity key =
                Identity.found(
                        "AKIAEXAMPLE000000001",
                        IdentityKind.ACCESS_KEY,
                        "123456789012",
                        "build",
                        IdentityStatus.INACTIVE,
                        Events.AT,
                        Events.AT);
        directory.add(key.edit().user(user.id()).done());

        post(Events.finding("e1", "ffffffffffff", "aaaaaaaaaaaa"));
        post(Events.key("e2", "IdentityDisabled", "AKIAEXAMPLE000000001"));
        post(Events.key("e3", "IdentityDisabled", "AKIAEXAMPLE000000002"));

        assertThat(posts).extracting(Post::channel).containsExactly("C0TEAM", "U0ANN", "C0DEFAULT");
    }

    @Test
    void limitsThatCannotBeReadSilenceNobody() {
        directory.limits(null);

        post(Events.key("e1", "IdentityDisabled", "AKIAEXAMPLE000000001"));

        assertThat(posts).extracting(Post::channel).containsExactly("C0DEFAULT");
    }

    @Test
    void whatSlackDoesNotTakeNowComesAgainAndTheRestOfTheChannelIsNotTried() {
        answers.add(new Sent.Later(Duration.ofSeconds(30), "busy"));

        Map<String, Outcome> outcomes =
                posting.post(
                        List.of(
                                message("m1", Events.finding("e1", "ffffffffffff", "aaaaaaaaaaaa")),
                                message(
                                        "m2",
                                        Events.finding("e2", "gggggggggggg", "bbbbbbbbbbbb"))));
        assertThat(posts).hasSize(1);
        assertThat(outcomes.values())
                .containsOnly(new Outcome.Later(Duration.ofSeconds(30), "busy"));

        post(Events.finding("e1", "ffffffffffff", "aaaaaaaaaaaa"));
        post(Events.finding("e2", "gggggggggggg", "bbbbbbbbbbbb"));
        assertThat(posts).hasSize(3);
    }

    @Test
    void whatSlackNeverTakesIsAPersons() {
        answers.add(new Sent.Refused("Slack says channel_not_found"));

        assertThat(post(Events.finding("e1", "ffffffffffff", "aaaaaaaaaaaa")))
                .isEqualTo(new Outcome.Dead("Slack says channel_not_found"));
    }

    @Test
    void afterSixHoursOfTryingItIsAPersons() {
        now = now.plus(Posting.PATIENCE).plusSeconds(1);
        answers.add(new Sent.Later(null, "down"));

        assertThat(post(Events.finding("e1", "ffffffffffff", "aaaaaaaaaaaa")))
                .isEqualTo(new Outcome.Dead("for 6 hours: down"));
    }

    @Test
    void aCrashAfterPostingTellsAgainAfterAWhileAndNotAtOnce() {
        String event = Events.finding("e1", "ffffffffffff", "aaaaaaaaaaaa");
        threads.claim("event#e1", now, now.plusSeconds(70));

        assertThat(post(event)).isInstanceOf(Outcome.Later.class);
        now = now.plusSeconds(71);
        assertThat(post(event)).isInstanceOf(Outcome.Told.class);
    }

    @ParameterizedTest
    @CsvSource({"1,5", "2,10", "4,40", "9,900", "500,900", "0,5"})
    void eachTimeItWaitsTwiceAsLong(int receives, int seconds) {
        assertThat(Posting.delay(new Sent.Later(null, "down"), new Message("m", "", now, receives)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"0,2", "30,30", "99999,900"})
    void itWaitsAsLongAsSlackAsksForWithinReason(int asked, int seconds) {
        assertThat(
                        Posting.delay(
                                new Sent.Later(Duration.ofSeconds(asked), "busy"),
                                new Message("m", "", now, 3)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"LeaseIssued", "IdentityRecorded", "DenyListDue", "RevocationRequested"})
    void ordinaryThingsAreNotTold(String type) {
        assertThat(post(Events.of("e1", "curfew.issue", type, Json.MAPPER.createObjectNode())))
                .isEqualTo(new Outcome.Ordinary(type));
        assertThat(posts).isEmpty();
    }

    @Test
    void whatNobodyHasThoughtOfIsCounted() {
        assertThat(post(Events.of("e1", "curfew.moon", "MoonRose", Json.MAPPER.createObjectNode())))
                .isEqualTo(new Outcome.Unknown("MoonRose"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no",
                "[]",
                "7",
                "null",
                "{}",
                "{\"id\":1}",
                "{\"source\":\"aws.iam\",\"detail\":{}}",
                "{\"source\":\"curfew.watch\",\"detail\":7}"
            })
    void whatIsNoEventOfOursIsAPersons(String body) {
        assertThat(post(body)).isInstanceOf(Outcome.Dead.class);
        assertThat(posts).isEmpty();
    }

    private Outcome post(String event) {
        return java.util.Objects.requireNonNull(
                posting.post(List.of(message("m", event))).get("m"));
    }

    private static Message message(String id, String event) {
        return new Message(id, event, Events.AT, 1);
    }
}
