package dev.curfew.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.InMemoryInventory;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lifecycle.Credentials.Listed;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.InMemoryCatalogue;
import dev.curfew.core.watch.Kind.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls with users' keys: each case that is told, and its nearest neighbours that are not. */
class KeyCallsTest {

    private static final String KEY = "AKIASVC0000000000001";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant CALLED = NOW.minus(Duration.ofMinutes(3));
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(200));

    private final InMemoryInventory inventory = new InMemoryInventory();
    private final InMemoryCatalogue catalogue = new InMemoryCatalogue();
    private final SampleKeys iam = new SampleKeys();
    private final InMemoryFindings findings = new InMemoryFindings();
    private Watching watching = watching(Map.of());

    private Watching watching(Map<Kind, Reaction> reactions) {
        return new Watching(
                new InMemoryLeases(),
                findings,
                findings,
                new InMemoryHalts(),
                new KeyCalls(inventory, iam, catalogue),
                (account, name) -> BrokeredRoles.Broker.NONE,
                new OwnStack("curfew", Set.of(), Set.of(), "arn:aws:iam::1:role/r", List.of()),
                new Switches(reactions, 5, Duration.ofMinutes(10), Halt.Limit.USUAL),
                findings,
                new RecordedLeaseEvents());
    }

    @Test
    void aKeyThatIsInUseIsNoNewsAndAsksNobody() {
        knows(user(IdentityStatus.ACTIVE), usedKey(NOW.minus(Duration.ofDays(2))));

        call(CALLED);

        assertThat(findings.list()).isEmpty();
        assertThat(iam.asked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INACTIVE", "DELETED"})
    void aKeyThatIsOffIsToldWhenIamSaysSoToo(String status) {
        IdentityStatus off = IdentityStatus.valueOf(status);
        knows(user(IdentityStatus.ACTIVE), key(off, NOW.minus(Duration.ofHours(1))));
        if (off == IdentityStatus.INACTIVE) {
            iam.has("svc", listed(off, LONG_AGO));
        }

        call(CALLED);
        call(CALLED.plusSeconds(1));

        assertThat(findings.announced())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.DISABLED_KEY);
                    assertThat(finding.severity()).isEqualTo(Kind.Severity.HIGH);
                    assertThat(finding.what()).contains(KEY);
                    assertThat(finding.subject().holder()).endsWith("user/svc");
                });
        assertThat(findings.revocations()).isEmpty();
        assertThat(iam.asked()).as("once for both calls").isEqualTo(1);
    }

    @Test
    void aKeyThatWasSwitchedOnAgainUnheardIsNotTold() {
        knows(
                user(IdentityStatus.ACTIVE),
                key(IdentityStatus.INACTIVE, NOW.minus(Duration.ofHours(1))));
        iam.has("svc", listed(IdentityStatus.ACTIVE, LONG_AGO));

        call(CALLED);

        assertThat(findings.list()).isEmpty();
    }

    @Test
    void aCallFromBeforeOrRightAfterItWasSwitchedOffIsNotTold() {
        knows(
                user(IdentityStatus.ACTIVE),
                key(IdentityStatus.INACTIVE, CALLED.minus(DisabledKey.PROPAGATION)));
        iam.has("svc", listed(IdentityStatus.INACTIVE, LONG_AGO));

        call(CALLED);
        call(CALLED.minusSeconds(1000));

        assertThat(findings.list()).isEmpty();
    }

    @Test
    void aKeyOfADeletedUserIsTold() {
        knows(
                user(IdentityStatus.DELETED),
                key(IdentityStatus.ACTIVE, NOW.minus(Duration.ofHours(1))));

        call(CALLED);

        assertThat(findings.announced()).hasSize(1);
    }

    @Test
    void aKeyMadeJustNowIsNotTold() {
        knows(user(IdentityStatus.ACTIVE));
        iam.has("svc", listed(IdentityStatus.ACTIVE, CALLED.minusSeconds(2)));

        call(CALLED);

        assertThat(findings.list()).isEmpty();
    }

    @Test
    void beforeTheFirstSweepNobodyIsUnknown() {
        iam.has("svc", listed(IdentityStatus.ACTIVE, LONG_AGO));

        call(CALLED);

        assertThat(findings.list()).isEmpty();
    }

    @Test
    void anOldKeyThatTheInventoryMissesOfAUserThatItHasLongKnownIsTold() {
        Identity user = user(IdentityStatus.ACTIVE);
        knows(user);
        iam.has("svc", listed(IdentityStatus.ACTIVE, LONG_AGO));

        call(CALLED);

        assertThat(findings.announced())
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Kind.Severity.LOW));
    }

    @Test
    void aKeyThatNobodyKnowsIsANoteUntilItsEventsCannotBeUnderWayAnyMore() {
        call(NOW.minusSeconds(5));
        assertThat(findings.announced()).isEmpty();
        assertThat(findings.list()).hasSize(1);

        watching = watching(Map.of());
        call(NOW.minus(DisabledKey.LATE).minusSeconds(1));
        assertThat(findings.announced()).hasSize(1);
    }

    @Test
    void theFirstUseAfterTooLongIsTold() {
        knows(user(IdentityStatus.ACTIVE), usedKey(NOW.minus(Duration.ofDays(100))));
        iam.used(KEY, new LastUse.Used(NOW.minus(Duration.ofDays(100)), null, null));

        call(CALLED);
        call(CALLED.plusSeconds(5));

        assertThat(findings.announced())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.DORMANT_KEY);
                    assertThat(finding.what()).contains("90 days");
                });
    }

    @Test
    void itIsToldAlsoWhenIamKnowsOfThisVeryUseAlready() {
        knows(user(IdentityStatus.ACTIVE), usedKey(NOW.minus(Duration.ofDays(100))));
        iam.used(KEY, new LastUse.Used(CALLED.minusSeconds(60), null, null));

        call(CALLED);

        assertThat(findings.announced()).hasSize(1);
    }

    @Test
    void aKeyThatWasUsedMeanwhileIsNotTold() {
        knows(user(IdentityStatus.ACTIVE), usedKey(NOW.minus(Duration.ofDays(100))));
        iam.used(KEY, new LastUse.Used(NOW.minus(Duration.ofDays(3)), null, null));

        call(CALLED);

        assertThat(findings.list()).isEmpty();
    }

    @Test
    void whatIsNotKnownIsNotUnused() {
        knows(user(IdentityStatus.ACTIVE), usedKey(NOW.minus(Duration.ofDays(100))));
        call(CALLED); // IAM does not tell
        catalogue.readable(false);
        iam.used(KEY, new LastUse.Used(NOW.minus(Duration.ofDays(100)), null, null));
        watching = watching(Map.of());
        call(CALLED); // the limits cannot be read

        assertThat(findings.list()).isEmpty();
    }

    @Test
    void anExemptKeyMayGoUnused() {
        knows(user(IdentityStatus.ACTIVE), usedKey(NOW.minus(Duration.ofDays(100))));
        iam.used(KEY, new LastUse.Used(NOW.minus(Duration.ofDays(100)), null, null));
        catalogue.exempt(
                new Exemption(KEY, "ann", "yearly job", NOW.plusSeconds(60), LONG_AGO, "arn:ann"));

        call(CALLED);

        assertThat(findings.list()).isEmpty();
    }

    @Test
    void whatIsOffIsNotLookedFor() {
        watching =
                watching(Map.of(Kind.DISABLED_KEY, Reaction.OFF, Kind.DORMANT_KEY, Reaction.OFF));
        knows(user(IdentityStatus.DELETED), key(IdentityStatus.DELETED, LONG_AGO));

        call(CALLED);

        assertThat(findings.list()).isEmpty();
        assertThat(iam.asked()).isZero();
    }

    @Test
    void aServicesOwnCallAndAConsolesKeyAreNotLookedAt() {
        watch(Calls.byUser("svc", "s3", "ListBuckets").key(KEY).through("athena.amazonaws.com"));
        watch(Calls.byUser("svc", "s3", "ListBuckets").key("ASIACONSOLE000000001"));
        watch(Calls.byUser("svc", "s3", "ListBuckets"));

        assertThat(findings.list()).isEmpty();
        assertThat(iam.asked()).isZero();
    }

    private void call(Instant at) {
        watch(Calls.byUser("svc", "s3", "ListBuckets").key(KEY).at(at));
    }

    private void watch(Calls call) {
        watching.watch(call.call(), NOW);
    }

    private void knows(Identity... identities) {
        for (Identity identity : identities) {
            Entry entry = Chain.EMPTY.next(identity.id(), LONG_AGO, "recorded", "test", Map.of());
            assertThat(inventory.put(null, identity.with(entry), entry)).isTrue();
        }
    }

    private static Identity user(IdentityStatus status) {
        return Identity.found(
                "AIDAsvc",
                IdentityKind.USER,
                "123456789012",
                "svc",
                status,
                NOW.minus(Duration.ofHours(1)),
                LONG_AGO);
    }

    private static Identity key(IdentityStatus status, Instant statusAt) {
        return Identity.found(
                KEY, IdentityKind.ACCESS_KEY, "123456789012", "svc", status, statusAt, LONG_AGO);
    }

    private static Identity usedKey(Instant at) {
        return key(IdentityStatus.ACTIVE, LONG_AGO)
                .edit()
                .created(new Identity.Creation(null, LONG_AGO))
                .evidence(
                        new Evidence(
                                new LastUse.Used(at, null, null), NOW.minus(Duration.ofHours(10))))
                .first();
    }

    private static Listed listed(IdentityStatus status, Instant created) {
        return new Listed(KEY, status, created, null, null);
    }
}
