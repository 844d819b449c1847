package dev.curfew.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.stack.Function;
import dev.curfew.core.document.Json;
import dev.curfew.core.journal.Chain;
import dev.curfew.core.lease.Grant;
import dev.curfew.core.lease.Holder;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Lineage;
import dev.curfew.core.lease.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaseCommandsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z"); // as Run says
    private static final Holder CI =
            new Holder(
                    "AROAEXAMPLE",
                    "arn:aws:iam::123456789012:role/build/ci",
                    "arn:aws:sts::123456789012:assumed-role/ci/run-7");
    private static final Receipt SEEN =
            new Receipt(
                    NOW.minusSeconds(20),
                    NOW.minusMillis(19_857),
                    NOW.minusMillis(19_598),
                    Receipt.Witness.CANARY);
    private static final Receipt UNSEEN =
            new Receipt(NOW.minusSeconds(20), NOW.minusMillis(19_857), null, Receipt.Witness.NONE);

    private final Run run = new Run();

    private static Lease lease(
            String lineage,
            LeaseState state,
            Duration age,
            @Nullable Duration endedFor,
            @Nullable Receipt receipt) {
        return lease("send-orders", lineage, state, age, endedFor, receipt);
    }

    private static Lease lease(
            String task,
            String lineage,
            LeaseState state,
            Duration age,
            @Nullable Duration endedFor,
            @Nullable Receipt receipt) {
        Instant issued = NOW.minus(age);
        return new Lease(
                new Grant(
                        CI,
                        "order-bot",
                        task,
                        "arn:aws:iam::123456789012:role/curfew/order-sender",
                        Lineage.parse(lineage),
                        1,
                        "ticket 7",
                        "{\"Statement\":[]}",
                        "{\"Statement\":[{}]}",
                        List.of(
                                List.of("203.0.113.0/24", "vpc-0a1b2c3d"),
                                List.of("198.51.100.0/24")),
                        issued,
                        issued.plus(Duration.ofMinutes(5)),
                        issued.plus(Duration.ofMinutes(16))),
                "AROASENDER",
                "ASIASENDER",
                state,
                endedFor == null ? null : NOW.minus(endedFor),
                receipt,
                true,
                Chain.EMPTY,
                2);
    }

    private static Lease open(String lineage, int minutesOld) {
        return lease(lineage, LeaseState.ACTIVE, Duration.ofMinutes(minutesOld), null, null);
    }

    private static Lease ended(String lineage, LeaseState state, Duration ago) {
        return lease(lineage, state, ago.plusMinutes(1), ago, null);
    }

    private void known(Lease... leases) {
        List<Lease> shuffled = new ArrayList<>(List.of(leases));
        Collections.reverse(shuffled);
        run.stacks.leases = shuffled;
    }

    @Test
    void openLeasesAreListedFirstThenTheNewest() {
        known(
                ended("/bbbbbbbbbbb1/", LeaseState.REVOKED, Duration.ofMinutes(2)),
                open("/aaaaaaaaaaa1/", 4),
                open("/aaaaaaaaaaa1/aaaaaaaaaaa2/", 3),
                ended("/bbbbbbbbbbb2/", LeaseState.RELEASED, Duration.ofHours(23)));

        assertThat(run.line("lease", "list"))
                .isEqualTo(
                        new Run.Ended(
                                0,
                                """
                                LEASE         STATE     TASK         AGENT      HOLDER                 END                   DEPTH
                                aaaaaaaaaaa2  ACTIVE    send-orders  order-bot  assumed-role/ci/run-7  2026-03-01 09:32:00Z  1
                                aaaaaaaaaaa1  ACTIVE    send-orders  order-bot  assumed-role/ci/run-7  2026-03-01 09:31:00Z  0
                                bbbbbbbbbbb1  REVOKED   send-orders  order-bot  assumed-role/ci/run-7  2026-03-01 09:28:00Z  0
                                bbbbbbbbbbb2  RELEASED  send-orders  order-bot  assumed-role/ci/run-7  2026-02-28 10:30:00Z  0
                                """,
                                ""));
    }

    @Test
    void whatWasHandedOnInTheSameSecondIsTheNewer() {
        known(open("/zzzzzzzzzzz1/", 4), open("/zzzzzzzzzzz1/aaaaaaaaaaa2/", 4));
        assertThat(run.line("lease", "list").out())
                .containsSubsequence("aaaaaaaaaaa2", "zzzzzzzzzzz1");

        known(open("/aaaaaaaaaaa1/", 4), open("/aaaaaaaaaaa1/zzzzzzzzzzz2/", 4));
        assertThat(run.line("lease", "list").out())
                .containsSubsequence("zzzzzzzzzzz2", "aaaaaaaaaaa1");
    }

    @Test
    void aLeaseWhoseDeadlineHasPassedIsExpiredWhateverItsTableSays() {
        known(open("/aaaaaaaaaaa1/", 5));

        assertThat(run.line("lease", "list").out())
                .contains("aaaaaaaaaaa1  EXPIRED  ", "2026-03-01 09:30:00Z");
    }

    @Test
    void canariesAndWhatEndedMoreThanADayAgoAreListedWithAll() {
        known(
                ended("/bbbbbbbbbbb1/", LeaseState.EXPIRED, Duration.ofHours(25)),
                lease(
                        "curfew-canary",
                        "/ccccccccccc1/",
                        LeaseState.ACTIVE,
                        Duration.ofSeconds(1),
                        null,
                        null));

        assertThat(run.line("lease", "list").out())
                .isEqualTo("no lease is open, and none ended in the last day\n");
        assertThat(run.line("lease", "list", "--all").out())
                .contains("bbbbbbbbbbb1", "ccccccccccc1");
    }

    @Test
    void jsonListsAllOfEachLease() {
        known(
                lease(
                        "/aaaaaaaaaaa1/aaaaaaaaaaa2/",
                        LeaseState.REVOKED,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(20),
                        SEEN));

        JsonNode shown = Json.read(run.line("lease", "list", "--json").out()).path("leases");

        assertThat(shown).hasSize(1);
        assertThat(shown.get(0))
                .isEqualTo(
                        Json.read(
                                """
                                {"lease":"aaaaaaaaaaa2","state":"REVOKED","task":"send-orders","agent":"order-bot",
                                 "holder":"arn:aws:iam::123456789012:role/build/ci",
                                 "holderArn":"arn:aws:sts::123456789012:assumed-role/ci/run-7","holderId":"AROAEXAMPLE",
                                 "role":"arn:aws:iam::123456789012:role/curfew/order-sender","roleId":"AROASENDER",
                                 "lineage":"/aaaaaaaaaaa1/aaaaaaaaaaa2/","parent":"aaaaaaaaaaa1","depth":1,
                                 "delegationsLeft":1,"reason":"ticket 7","scope":{"Statement":[]},
                                 "sessionPolicy":{"Statement":[{}]},
                                 "networks":[["203.0.113.0/24","vpc-0a1b2c3d"],["198.51.100.0/24"]],
                                 "issuedAt":"2026-03-01T09:29:00Z","expiresAt":"2026-03-01T09:34:00Z",
                                 "sessionEndsAt":"2026-03-01T09:45:00Z","endedAt":"2026-03-01T09:29:40Z",
                                 "receipt":{"requestedAt":"2026-03-01T09:29:40Z","deniedAt":"2026-03-01T09:29:40.143Z",
                                   "seenAt":"2026-03-01T09:29:40.402Z","seenBy":"CANARY"}}
                                """));
    }

    @Test
    void aLeaseIsShownWithEverythingThatIsKnownOfIt() {
        known(
                lease(
                        "/aaaaaaaaaaa1/aaaaaaaaaaa2/",
                        LeaseState.REVOKED,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(20),
                        SEEN));

        assertThat(run.line("lease", "show", "aaaaaaaaaaa2"))
                .isEqualTo(
                        new Run.Ended(
                                0,
                                """
                                lease      aaaaaaaaaaa2
                                state      REVOKED
                                task       send-orders
                                agent      order-bot
                                holder     arn:aws:iam::123456789012:role/build/ci, as arn:aws:sts::123456789012:assumed-role/ci/run-7
                                reason     ticket 7
                                role       arn:aws:iam::123456789012:role/curfew/order-sender
                                lineage    aaaaaaaaaaa1 > aaaaaaaaaaa2 (depth 1, to be handed on once)
                                networks   203.0.113.0/24 or vpc-0a1b2c3d; and 198.51.100.0/24
                                scope      {"Statement":[]}
                                policy     {"Statement":[{}]}
                                issued     2026-03-01 09:29:00Z
                                deadline   2026-03-01 09:34:00Z
                                ended      2026-03-01 09:29:40Z
                                session    ended by STS before 2026-03-01 09:45:00Z
                                requested  2026-03-01 09:29:40.000Z
                                denied     143 ms later: IAM took the role's policy that denies the session
                                seen       402 ms later: a session opened to see it, which the same policy denies, was refused
                                """,
                                "Who did what to it: ./curfew audit show aaaaaaaaaaa2\n"));
    }

    @Test
    void whatWasNotSeenIsSaidToBe() {
        known(
                lease(
                        "/aaaaaaaaaaa1/",
                        LeaseState.RELEASED,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(20),
                        UNSEEN));

        assertThat(run.line("lease", "show", "aaaaaaaaaaa1").out())
                .endsWith("seen       not seen: no call is known yet that this policy refused\n");
    }

    @Test
    void withoutAReceiptItIsSaidWhy() {
        known(
                open("/aaaaaaaaaaa1/", 1),
                open("/aaaaaaaaaaa2/", 10),
                ended("/aaaaaaaaaaa3/", LeaseState.FAILED, Duration.ofMinutes(1)),
                ended("/aaaaaaaaaaa4/", LeaseState.REVOKED, Duration.ofMinutes(1)));

        assertThat(run.line("lease", "show", "aaaaaaaaaaa1").out())
                .endsWith("receipt    none: it has not ended\n")
                .doesNotContain("\nended ");
        assertThat(run.line("lease", "show", "aaaaaaaaaaa2").out())
                .endsWith(
                        "none needed: its session policy denies everything from its deadline on\n");
        assertThat(run.line("lease", "show", "aaaaaaaaaaa3").out())
                .endsWith("none: no credential was handed out for it\n");
        assertThat(run.line("lease", "show", "aaaaaaaaaaa4").out())
                .endsWith("none yet: it is not known that its role's policy denies it\n");
    }

    @Test
    void anUnknownLeaseIsRefusedAlsoWhenItsNameCannotBeOne() {
        for (String id : List.of("aaaaaaaaaaa9", "nonsense")) {
            assertThat(run.line("lease", "show", id))
                    .isEqualTo(
                            new Run.Ended(
                                    1,
                                    "",
                                    "refused (lease-unknown): there is no lease `"
                                            + id
                                            + "`\nhelp: name one that ./curfew lease list --all shows\n"));
            assertThat(run.line("lease", "tree", id).exit()).isEqualTo(1);
        }
    }

    private void twoTrees() {
        known(
                open("/aaaaaaaaaaa1/", 4),
                open("/aaaaaaaaaaa1/aaaaaaaaaaa2/", 3),
                open("/aaaaaaaaaaa1/aaaaaaaaaaa2/aaaaaaaaaaa3/", 2),
                ended("/aaaaaaaaaaa1/aaaaaaaaaaa4/", LeaseState.REVOKED, Duration.ofDays(2)),
                ended("/bbbbbbbbbbb1/", LeaseState.RELEASED, Duration.ofDays(2)));
    }

    @Test
    void theTreeShowsWhatWasDelegatedFromWhat() {
        twoTrees();

        assertThat(run.line("lease", "tree").out())
                .isEqualTo(
                        """
                        LEASE             STATE    TASK         AGENT      END
                        aaaaaaaaaaa1      ACTIVE   send-orders  order-bot  2026-03-01 09:31:00Z
                          aaaaaaaaaaa2    ACTIVE   send-orders  order-bot  2026-03-01 09:32:00Z
                            aaaaaaaaaaa3  ACTIVE   send-orders  order-bot  2026-03-01 09:33:00Z
                          aaaaaaaaaaa4    REVOKED  send-orders  order-bot  2026-02-27 09:30:00Z
                        """);
        assertThat(run.line("lease", "tree", "--all").out()).contains("\nbbbbbbbbbbb1  ");
    }

    @Test
    void aLeaseNamesTheTreeThatHoldsIt() {
        twoTrees();

        assertThat(run.line("lease", "tree", "aaaaaaaaaaa3").out())
                .isEqualTo(run.line("lease", "tree").out());
        assertThat(run.line("lease", "tree", "bbbbbbbbbbb1").out()).doesNotContain("aaaaaaaaaaa");
    }

    @Test
    void aLeaseWhoseParentIsGoneStandsAtTheTop() {
        known(open("/aaaaaaaaaaa1/aaaaaaaaaaa2/", 3));

        assertThat(run.line("lease", "tree").out()).contains("\naaaaaaaaaaa2  ACTIVE");
    }

    @Test
    void jsonNestsTheTree() {
        twoTrees();

        JsonNode trees = Json.read(run.line("lease", "tree", "--json").out()).path("trees");

        assertThat(trees).hasSize(1);
        assertThat(trees.at("/0/lease").asText()).isEqualTo("aaaaaaaaaaa1");
        assertThat(trees.at("/0/delegated/0/delegated/0/lease").asText()).isEqualTo("aaaaaaaaaaa3");
        assertThat(trees.at("/0/delegated/1/delegated")).isEmpty();
    }

    private static String revoked(String state, String receipt) {
        return """
        {"lease":"aaaaaaaaaaa1","task":"send-orders","agent":"order-bot",
         "holder":"arn:aws:iam::123456789012:role/build/ci","state":"%s","endedAt":"2026-03-01T09:29:40Z"%s}
        """
                .formatted(state, receipt);
    }

    private Run.Ended revoke(String answer, String... more) {
        run.stacks.answers.add(answer);
        List<String> words =
                new ArrayList<>(
                        List.of("lease", "revoke", "aaaaaaaaaaa1", "--reason", "it strays"));
        words.addAll(List.of(more));
        return run.line(words.toArray(String[]::new));
    }

    private static final String SEEN_RECEIPT =
            """
            ,"receipt":{"requestedAt":"2026-03-01T09:29:40Z","deniedAt":"2026-03-01T09:29:40.143Z",
              "seenAt":"2026-03-01T09:29:40.402Z","seenBy":"CANARY"}
            """;
    private static final String UNSEEN_RECEIPT =
            """
            ,"receipt":{"requestedAt":"2026-03-01T09:29:40Z","deniedAt":"2026-03-01T09:29:40.143Z",
              "seenAt":null,"seenBy":"NONE"}
            """;

    @Test
    void aLeaseIsRevokedAndTheReceiptSaysHowThatTookEffect() {
        Run.Ended ended = revoke(revoked("REVOKED", SEEN_RECEIPT));

        assertThat(run.stacks.calls)
                .containsExactly(
                        new FakeStacks.Call(
                                "curfew",
                                Function.REVOKE,
                                Json.read(
                                        "{\"lease\":\"aaaaaaaaaaa1\",\"reason\":\"it strays\"}")));
        assertThat(ended)
                .isEqualTo(
                        new Run.Ended(
                                0,
                                """
                                lease aaaaaaaaaaa1 of role/build/ci (order-bot) for task send-orders: revoked at 2026-03-01 09:29:40Z
                                requested  2026-03-01 09:29:40.000Z
                                denied     143 ms later: IAM took the role's policy that denies the session
                                seen       402 ms later: a session opened to see it, which the same policy denies, was refused
                                """,
                                ""));
    }

    @Test
    void aDenialThatWasNotSeenIsSaidSo() {
        Run.Ended ended = revoke(revoked("REVOKED", UNSEEN_RECEIPT));

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).contains("\ndenied     143 ms later", "\nseen       not seen: ");
    }

    @Test
    void aRevocationThatIsNotKnownToBeDeniedExitsWith1() {
        Run.Ended ended = revoke(revoked("REVOKED", ""));

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).contains("revoked at").doesNotContain("denied");
        assertThat(ended.err()).contains("revoke it again");
    }

    @Test
    void whatHadEndedBeforeIsToldAsItEnded() {
        Run.Ended ended = revoke(revoked("EXPIRED", ""));

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).contains("expired at 2026-03-01 09:29:40Z");
        assertThat(ended.err()).contains("nothing to revoke");
    }

    @Test
    void jsonOfARevocationIsTheFunctionsAnswer() {
        String answer = revoked("REVOKED", SEEN_RECEIPT);

        assertThat(Json.read(revoke(answer, "--json").out())).isEqualTo(Json.read(answer));
    }

    @Test
    void aRefusedRevocationExitsWith1() {
        assertThat(
                        revoke(
                                "{\"refused\":{\"code\":\"revoker-not-allowed\",\"message\":\"no\",\"help\":\"h\"}}"))
                .isEqualTo(new Run.Ended(1, "", "refused (revoker-not-allowed): no\nhelp: h\n"));
    }
}
