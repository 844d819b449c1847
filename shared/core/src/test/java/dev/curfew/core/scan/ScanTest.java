package dev.curfew.core.scan;

import static dev.curfew.core.scan.FakeAccount.ACCOUNT;
import static dev.curfew.core.scan.FakeAccount.NOW;
import static dev.curfew.core.scan.FakeAccount.ago;
import static dev.curfew.core.scan.FakeAccount.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Action;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.Terms;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a scan tells of an account, and what it leaves open. */
class ScanTest {

    private static final Limits LIMITS = Limits.DEFAULT.enforced();

    private final FakeAccount account = new FakeAccount();
    private final List<Seen> seen = new ArrayList<>();
    private int paused;

    private Summary scan(boolean keyIds) {
        return new Scan(
                        account.sources(keyIds),
                        new Terms(LIMITS, Map.of(), null, List.of()),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        length -> paused++)
                .run(seen::add);
    }

    private Seen named(String name) {
        return seen.stream()
                .filter(each ->
                        (each.slot() == null ? each.name() : each.name() + " " + each.slot())
                                .equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aKeyOverItsLimitIsWarnedDisabledAndDeletedInTurn() {
        account.user("ann", 300, false, key(1, true, 200, 5));

        scan(false);

        assertThat(named("ann key 1").ahead())
                .extracting(Ahead::action, Ahead::at)
                .containsExactly(
                        tuple(Action.WARN, NOW),
                        tuple(Action.DISABLE, NOW.plus(Duration.ofDays(7))),
                        tuple(Action.DELETE, NOW.plus(Duration.ofDays(21))));
        assertThat(named("ann key 1").remarks())
                .extracting(Remark::kind)
                .containsExactly(Remark.Kind.OVER_AGE);
    }

    @Test
    void aYoungKeyInUseIsToldWhenItsAgeEnds() {
        account.user("ann", 300, true, key(1, true, 40, 1));

        scan(false);

        assertThat(named("ann key 1").ahead())
                .extracting(Ahead::action, Ahead::at)
                .startsWith(
                        tuple(Action.WARN, ago(40).plus(Duration.ofDays(83))),
                        tuple(Action.DISABLE, ago(40).plus(Duration.ofDays(90))));
        assertThat(named("ann key 1").remarks()).isEmpty();
    }

    @Test
    void ofTwoStaleKeysTheLessRecentlyUsedGoesFirst() {
        account.user("ann", 300, false, key(1, true, 200, 5), key(2, true, 200, 150));

        scan(false);

        assertThat(named("ann key 2").ahead()).extracting(Ahead::action).contains(Action.DISABLE);
        assertThat(named("ann key 1").ahead())
                .extracting(Ahead::action)
                .containsExactly(Action.WARN);
    }

    @Test
    void whatIsSwitchedOffIsLeftAlone() {
        account.user("ann", 300, false, key(1, false, 200, null));

        scan(false);

        assertThat(named("ann key 1").ahead()).isEmpty();
        assertThat(named("ann key 1").why()).isEqualTo("it is switched off");
    }

    @Test
    void rolesTellWhoMayAssumeThemAndAgentsWhatTheyHold() {
        account.role("/", "open", "\"*\"", 1)
                .role("/", "partner", "{\"AWS\": \"arn:aws:iam::999999999999:root\"}", 1)
                .role("/", "own", "{\"AWS\": \"arn:aws:iam::123456789012:root\"}", 1)
                .role("/", "agent", "{\"Service\": \"bedrock.amazonaws.com\"}", 1)
                .role("/", "idle", "{\"Service\": \"ec2.amazonaws.com\"}", 120)
                .role(
                        "/aws-service-role/x.amazonaws.com/",
                        "linked",
                        "{\"AWS\": \"arn:aws:iam::999999999999:root\"}",
                        null);

        Summary summary = scan(false);

        assertThat(seen)
                .filteredOn(each -> !each.remarks().isEmpty())
                .extracting(Seen::name, each -> each.remarks().getFirst().kind())
                .containsExactly(
                        tuple("open", Remark.Kind.OPEN_TRUST),
                        tuple("partner", Remark.Kind.OPEN_TRUST),
                        tuple("agent", Remark.Kind.BROAD_AGENT),
                        tuple("idle", Remark.Kind.STALE));
        assertThat(named("partner").remarks().getFirst().text()).contains("999999999999");
        assertThat(named("linked").ahead()).isEmpty();
        assertThat(named("idle").ahead()).extracting(Ahead::action).containsExactly(Action.REPORT);
        assertThat(summary.remarks()).containsEntry(Remark.Kind.OPEN_TRUST, 2L);
    }

    @Test
    void theNumbersAddUp() {
        account.user("ann", 300, false, key(1, true, 200, 5), key(2, false, 20, null))
                .user("bob", 400, true, key(1, true, 60, 1))
                .service("bob", "bedrock.amazonaws.com", 95);

        Summary summary = scan(false);

        Summary.Numbers keys = Objects.requireNonNull(summary.kinds().get(IdentityKind.ACCESS_KEY));
        assertThat(keys)
                .returns(3L, Summary.Numbers::all)
                .returns(1L, Summary.Numbers::off)
                .returns(1L, Summary.Numbers::due)
                .returns(1L, Summary.Numbers::soon)
                .returns(1L, Summary.Numbers::neverUsed);
        assertThat(keys.ages())
                .containsExactly(
                        Map.entry(Summary.Span.MONTH, 1L),
                        Map.entry(Summary.Span.QUARTER, 1L),
                        Map.entry(Summary.Span.YEAR, 1L));
        assertThat(summary.kinds())
                .containsKeys(IdentityKind.USER, IdentityKind.SERVICE_CREDENTIAL);
        assertThat(summary.weeks()).containsKey(LocalDate.parse("2026-02-23"));
        assertThat(summary.notes()).isEmpty();
    }

    @Test
    void nothingIsAskedForASingleUserUnlessIdsAreWanted() {
        for (int i = 0; i < 9; i++) {
            account.user("user-" + i, 300, false, key(1, true, 200, 5), key(2, true, 20, null));
        }

        scan(false);

        // One page of policies, one of roles, five of users; one report; one page of credentials.
        assertThat(account.calls).hasSize(10);
    }

    @Test
    void idsComeWithTheReportsUseOrIamsOwnWhereThereIsNone() {
        account.user("ann", 300, false, key(1, true, 200, 5), key(2, true, 20, null))
                .listed("ann", "AKIAOLD", 200, new LastUse.Unknown("was not to be asked"))
                .listed("ann", "AKIANEW", 20, new LastUse.Used(ago(2), "sqs", null));

        scan(true);

        assertThat(seen)
                .filteredOn(each -> each.kind() == IdentityKind.ACCESS_KEY)
                .extracting(Seen::id, Seen::used)
                .containsExactly(tuple("AKIAOLD", ago(5)), tuple("AKIANEW", ago(2)));
        assertThat(account.calls).filteredOn("iam:GetAccessKeyLastUsed"::equals).hasSize(1);
    }

    @Test
    void theReportIsWaitedFor() {
        account.user("ann", 300, false, key(1, true, 200, 5));
        account.waits = 3;

        scan(false);

        assertThat(paused).isEqualTo(3);
        assertThat(named("ann key 1")).isNotNull();
    }

    @Test
    void keysOfTheRootUserAreShownAndNothingWouldBecomeOfThem() {
        account.root(key(1, true, 800, 1));

        scan(false);

        assertThat(named("root key 1").remarks())
                .extracting(Remark::kind)
                .containsExactly(Remark.Kind.ROOT_KEY);
        assertThat(named("root key 1").ahead()).isEmpty();
    }

    @Test
    void whoMayNotReadTheReportSeesNoKeysAndIsTold() {
        account.user("ann", 300, false, key(1, true, 200, 5));
        account.denied.add("iam:GetCredentialReport");

        Summary summary = scan(false);

        assertThat(seen).extracting(Seen::kind).containsExactly(IdentityKind.USER);
        assertThat(named("ann").ahead()).isEmpty();
        assertThat(named("ann").remarks()).isEmpty();
        assertThat(summary.notes())
                .singleElement()
                .asString()
                .contains("keys", "iam:GetCredentialReport");
    }

    @Test
    void whoMayNotReadTheAccountSeesItsKeysByTheReportAndIsTold() {
        account.user("ann", 300, false, key(1, true, 200, 5)).role("/", "r", "\"*\"", 1);
        account.denied.add("iam:GetAccountAuthorizationDetails");
        account.denied.add("iam:ListServiceSpecificCredentials");

        Summary summary = scan(false);

        assertThat(seen)
                .extracting(Seen::kind)
                .containsExactly(IdentityKind.USER, IdentityKind.ACCESS_KEY);
        assertThat(named("ann key 1").ahead()).isNotEmpty();
        assertThat(named("ann").ahead()).isEmpty();
        assertThat(summary.notes()).hasSize(2);
    }

    @Test
    void whoMayNotReadServiceCredentialsIsNotToldThatAUserHoldsNone() {
        account.user("bot", 300, false).service("bot", "bedrock.amazonaws.com", 10);
        account.denied.add("iam:ListServiceSpecificCredentials");

        scan(false);

        assertThat(named("bot").ahead()).isEmpty();
        assertThat(named("bot").remarks())
                .extracting(Remark::kind)
                .containsExactly(Remark.Kind.USE_UNKNOWN);
    }

    @Test
    void whoMayNotListKeysSeesThemByTheReport() {
        account.user("ann", 300, false, key(1, true, 200, 5))
                .user("bob", 300, false, key(1, true, 200, 5));
        account.denied.add("iam:ListAccessKeys");

        Summary summary = scan(true);

        assertThat(named("bob key 1").id()).isNull();
        assertThat(summary.notes())
                .containsExactly("ids of keys are not shown: allow iam:ListAccessKeys");
    }

    @Test
    void aUserWhomTheReportDoesNotShowIsNotTakenForEmpty() {
        account.unreported("new");

        scan(false);

        assertThat(named("new").ahead()).isEmpty();
        assertThat(named("new").why()).contains("not known");
        assertThat(named("new").arn()).contains(ACCOUNT);
    }
}
