package dev.curfew.core.lifecycle;

import static dev.curfew.core.lifecycle.SampleIdentities.NOW;
import static dev.curfew.core.lifecycle.SampleIdentities.ago;
import static dev.curfew.core.lifecycle.SampleIdentities.enforced;
import static dev.curfew.core.lifecycle.SampleIdentities.key;
import static dev.curfew.core.lifecycle.SampleIdentities.role;
import static dev.curfew.core.lifecycle.SampleIdentities.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.InMemoryInventory;
import dev.curfew.core.identity.Steps;
import dev.curfew.core.identity.Telling;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.refusal.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatingTest {

    private static final String KEY = "AKIAKEY0000000000001";
    private static final String ROLE = "AROAROLE000000000001";
    private static final String ANN = SampleIdentities.OPERATOR;
    private static final Identity CI = user("AIDACI00000000000001", "/ci/", "ci", ago(400));

    private final InMemoryInventory inventory = new InMemoryInventory();
    private final FakeIam iam = new FakeIam();
    private final InMemoryCatalogue catalogue = new InMemoryCatalogue(enforced());
    private final RecordedLifecycleEvents events = new RecordedLifecycleEvents();

    @BeforeEach
    void anAccount() {
        enter(CI);
        enter(off(key(KEY, CI, ago(300)), Steps.NONE.taken(ago(3))));
        enter(role(ROLE, "/", "idle", ago(400)));
    }

    @Test
    void restoringMovesTheDeadlineAndSaysSo() {
        Operating.Outcome outcome = operating(NOW).restore(KEY, ANN, "still needed");

        assertThat(outcome).isEqualTo(new Operating.Outcome.Done(now(KEY)));
        assertThat(now(KEY).status()).isEqualTo(IdentityStatus.ACTIVE);
        assertThat(now(KEY).steps()).isEqualTo(Steps.postponed(ago(-7)));
        assertThat(Objects.requireNonNull(iam.find(KEY)).status).isEqualTo(IdentityStatus.ACTIVE);
        Entry last = inventory.journal(KEY).getLast();
        assertThat(last.what()).isEqualTo("restored");
        assertThat(last.by()).isEqualTo(ANN);
        assertThat(last.detail())
                .containsEntry("reason", "still needed")
                .containsEntry("postponedTo", ago(-7).toString());
        assertThat(events.told())
                .containsExactly(
                        new RecordedLifecycleEvents.Told(LifecycleEvents.What.RESTORED, KEY, ANN));
        assertThat(operating(NOW.plusSeconds(60)).restore(KEY, ANN, "again"))
                .isEqualTo(new Operating.Outcome.Done(now(KEY)));
        assertThat(now(KEY).steps()).isEqualTo(Steps.postponed(ago(-7)));
        assertThat(inventory.journal(KEY))
                .extracting(Entry::what)
                .containsExactly("entered", "restoring", "restored");
    }

    /** A crash may come between what is written and what is told. */
    @Test
    void aRestoreThatWasWrittenAndNotToldIsToldWhenItIsAskedAgain() {
        events.losing(true);
        operating(NOW).restore(KEY, ANN, "needed");
        assertThat(now(KEY).status()).isEqualTo(IdentityStatus.ACTIVE);

        events.losing(false);
        assertThat(operating(NOW.plusSeconds(60)).restore(KEY, ANN, "needed"))
                .isEqualTo(new Operating.Outcome.Done(now(KEY)));
        assertThat(events.told())
                .containsExactly(
                        new RecordedLifecycleEvents.Told(LifecycleEvents.What.RESTORED, KEY, ANN));
    }

    /** Whoever asks again, the one who approved is named. */
    @Test
    void anApprovalThatWasWrittenAndNotToldIsToldWhenItIsAskedAgain() {
        events.losing(true);
        operating(NOW).approve(ROLE, ANN, "not ours");

        events.losing(false);
        assertThat(operating(NOW).approve(ROLE, "bob", "not ours")).isEqualTo(done(ROLE));
        assertThat(events.told())
                .containsExactly(
                        new RecordedLifecycleEvents.Told(LifecycleEvents.What.APPROVED, ROLE, ANN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable", "enable done"})
    void aRestoreThatCrashedIsTakenUpAgain(String call) {
        iam.failWith(now -> {
            if (now.equals(call)) {
                throw new IllegalStateException(call);
            }
        });
        assertThatThrownBy(() -> operating(NOW).restore(KEY, ANN, "needed")).hasMessage(call);
        assertThat(now(KEY).steps().takenAt()).isNull();

        iam.failWith(now -> {});
        assertThat(operating(NOW.plusSeconds(60)).restore(KEY, ANN, "needed"))
                .isInstanceOf(Operating.Outcome.Done.class);
        assertThat(now(KEY).status()).isEqualTo(IdentityStatus.ACTIVE);
        assertThat(Objects.requireNonNull(iam.find(KEY)).status).isEqualTo(IdentityStatus.ACTIVE);
    }

    @Test
    void aRestoreThatCrashedIsTakenUpAgainAfterItsPeriodToo() {
        failOnceAtEnabling();
        assertThatThrownBy(() -> operating(NOW).restore(KEY, ANN, "needed")).hasMessage("enable");

        assertThat(operating(ago(-30)).restore(KEY, ANN, "needed"))
                .isInstanceOf(Operating.Outcome.Done.class);
        assertThat(Objects.requireNonNull(iam.find(KEY)).status).isEqualTo(IdentityStatus.ACTIVE);
    }

    @Test
    void aRestoreThatCrashedIsTakenUpAgainThoughTheInventoryNeverHeardOfTheDisabling() {
        change(
                now(KEY).edit()
                        .status(IdentityStatus.ACTIVE, ago(300))
                        .steps(Steps.NONE.taken(ago(3)))
                        .done());
        failOnceAtEnabling();
        assertThatThrownBy(() -> operating(NOW).restore(KEY, ANN, "needed")).hasMessage("enable");

        assertThat(operating(NOW.plusSeconds(60)).restore(KEY, ANN, "needed"))
                .isInstanceOf(Operating.Outcome.Done.class);
        assertThat(Objects.requireNonNull(iam.find(KEY)).status).isEqualTo(IdentityStatus.ACTIVE);
    }

    private void failOnceAtEnabling() {
        iam.failWith(now -> {
            if (now.equals("enable")) {
                iam.failWith(next -> {});
                throw new IllegalStateException(now);
            }
        });
    }

    @Test
    void unreadableTermsDoNotKeepAPersonFromRestoring() {
        catalogue.readable(false);

        assertThat(operating(NOW).restore(KEY, ANN, "needed"))
                .isInstanceOf(Operating.Outcome.Done.class);
    }

    @Test
    void aRoleIsRestoredToo() {
        change(
                now(ROLE)
                        .edit()
                        .status(IdentityStatus.QUARANTINED, ago(1))
                        .steps(Steps.NONE.approved("ann").taken(ago(1)))
                        .done());
        Objects.requireNonNull(iam.find(ROLE)).status = IdentityStatus.QUARANTINED;

        assertThat(operating(NOW).restore(ROLE, ANN, "needed"))
                .isInstanceOf(Operating.Outcome.Done.class);
        assertThat(Objects.requireNonNull(iam.find(ROLE)).status).isEqualTo(IdentityStatus.ACTIVE);
        assertThat(now(ROLE).steps()).isEqualTo(Steps.postponed(ago(-7)));
    }

    @ParameterizedTest
    @CsvSource({
        "unknown, identity-unknown",
        "deleted, deleted",
        "not taken, not-taken",
        "off by hand, not-taken",
        "gone, gone",
        "renamed, not-certain",
        "no reason, reason-invalid"
    })
    void refusesToRestoreWhatItCannot(String what, String code) {
        switch (what) {
            case "deleted" -> change(now(KEY).edit().status(IdentityStatus.DELETED, NOW).done());
            case "not taken" ->
                    change(
                            now(KEY).edit()
                                    .status(IdentityStatus.ACTIVE, ago(9))
                                    .steps(Steps.NONE)
                                    .done());
            case "off by hand" -> change(now(KEY).edit().steps(Steps.NONE).done());
            case "gone" -> iam.remove(Objects.requireNonNull(iam.find(KEY)));
            case "renamed" -> iam.remove(Objects.requireNonNull(iam.find(CI.id())));
            default -> {}
        }

        refused(
                operating(NOW)
                        .restore(
                                what.equals("unknown") ? "AKIANOBODY" : KEY,
                                ANN,
                                what.equals("no reason") ? " " : "needed"),
                code);
        assertThat(events.told()).isEmpty();
    }

    @Test
    void anExemptionIsWrittenAndTold() {
        assertThat(operating(NOW).exempt(KEY, "payments", "migrating", Duration.ofDays(90), ANN))
                .isEqualTo(
                        new Operating.Outcome.Exempted(
                                now(KEY),
                                new Exemption(KEY, "payments", "migrating", ago(-90), NOW, ANN)));

        assertThat(catalogue.terms().exemptions().get(KEY))
                .isEqualTo(new Exemption(KEY, "payments", "migrating", ago(-90), NOW, ANN));
        assertThat(inventory.journal(KEY).getLast().what()).isEqualTo("exempted");
        assertThat(events.told()).hasSize(1);
    }

    @Test
    void anExemptionIsAnsweredThoughTheOthersCannotBeRead() {
        catalogue.becomeUnreadable();

        Operating.Outcome outcome =
                operating(NOW).exempt(KEY, "payments", "migrating", Duration.ofDays(1), ANN);

        assertThat(outcome).isInstanceOf(Operating.Outcome.Exempted.class);
        catalogue.readable(true);
        assertThat(catalogue.terms().exemptions()).containsKey(KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "AKIANOBODY, payments, x, P90D, identity-unknown",
        "AKIAKEY0000000000001, ' ', x, P90D, owner-invalid",
        "AKIAKEY0000000000001, payments, '', P90D, reason-invalid",
        "AKIAKEY0000000000001, payments, x, P91D, length-invalid",
        "AKIAKEY0000000000001, payments, x, PT0S, length-invalid",
        "AKIAKEY0000000000001, payments, x, P-1D, length-invalid"
    })
    void refusesWhatIsNoExemption(
            String id, String owner, String reason, String length, String code) {
        refused(operating(NOW).exempt(id, owner, reason, Duration.parse(length), ANN), code);
        assertThat(catalogue.terms().exemptions()).isEmpty();
    }

    @Test
    void aPersonApprovesTheQuarantineOfARole() {
        assertThat(operating(NOW).approve(ROLE, ANN, "not ours")).isEqualTo(done(ROLE));
        assertThat(now(ROLE).steps().approvedBy()).isEqualTo(ANN);
        assertThat(operating(NOW).approve(ROLE, "bob", "not ours")).isEqualTo(done(ROLE));
        assertThat(now(ROLE).steps().approvedBy()).isEqualTo(ANN);
        refused(operating(NOW).approve(KEY, ANN, "not ours"), "not-for-approval");
        enter(role("AROAOWN", "/", "curfew-revoke", ago(400)));
        refused(operating(NOW).approve("AROAOWN", ANN, "not ours"), "untouchable");
    }

    @Test
    void aPersonNamesAnOwnerOnce() {
        Operating.Outcome named = operating(NOW).owner(KEY, "data-team", ANN);

        assertThat(now(KEY).owner()).isEqualTo("data-team");
        assertThat(named).isEqualTo(done(KEY));
        Entry entry = inventory.journal(KEY).getLast();
        assertThat(entry.what()).isEqualTo("owner");
        assertThat(entry.by()).isEqualTo(ANN);
        int entries = inventory.journal(KEY).size();
        assertThat(operating(NOW).owner(KEY, "data-team", "bob")).isEqualTo(done(KEY));
        assertThat(inventory.journal(KEY)).hasSize(entries);
        refused(operating(NOW).owner(KEY, " ", ANN), "owner-invalid");
        refused(operating(NOW).owner(KEY, "two\nlines", ANN), "owner-invalid");
        refused(operating(NOW).owner("AKIANOBODY", "data-team", ANN), "identity-unknown");
    }

    @Test
    void aPersonStopsAndResumes() {
        operating(NOW).stop(ANN, "a fire");
        assertThat(catalogue.terms().stop()).isEqualTo(new Stop(NOW, ANN, "a fire"));
        operating(NOW).resume(ANN, "it is out");
        assertThat(catalogue.terms().stop()).isNull();
        assertThat(events.halts()).containsExactly("stopped by " + ANN, "resumed by " + ANN);
        refused(operating(NOW).stop(ANN, ""), "reason-invalid");
    }

    @Test
    void whoStopsWhatIsStoppedHearsWhoStoppedItFirst() {
        operating(NOW).stop(ANN, "a fire");

        Operating.Outcome second = operating(NOW.plusSeconds(60)).stop("bob", "smoke");

        assertThat(second).isEqualTo(new Operating.Outcome.Stopped(new Stop(NOW, ANN, "a fire")));
        assertThat(events.halts()).containsExactly("stopped by " + ANN, "stopped by " + ANN);
    }

    @Test
    void appliesLimitsOrSaysWhatIsWrong() {
        assertThat(operating(NOW).apply(Json.read("{\"restore\": \"1d\"}"), ANN))
                .isEqualTo(new Operating.Outcome.Applied(catalogue.terms().limits()));
        assertThat(catalogue.terms().limits().version()).isEqualTo(2);
        assertThat(catalogue.terms().limits().appliedBy()).isEqualTo(ANN);
        refused(operating(NOW).apply(Json.read("{\"restore\": 1}"), ANN), "limits-invalid");
        assertThat(events.halts()).containsExactly("limits 2 by " + ANN);
    }

    private Operating.Outcome done(String id) {
        return new Operating.Outcome.Done(now(id));
    }

    private static void refused(Operating.Outcome outcome, String code) {
        assertThat(outcome).isInstanceOf(Operating.Outcome.Refused.class);
        Refusal refusal = ((Operating.Outcome.Refused) outcome).refusal();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.message()).isNotBlank();
        assertThat(refusal.help()).isNotBlank();
    }

    private Operating operating(Instant now) {
        return new Operating(
                inventory,
                iam,
                List.of(iam.of(IdentityKind.ACCESS_KEY)),
                iam,
                catalogue,
                events,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private void enter(Identity identity) {
        Entry entry = Telling.step(identity, ago(1), "entered", "test", Map.of());
        assertThat(inventory.put(null, identity.with(entry), entry)).isTrue();
        iam.add(identity);
    }

    private void change(Identity after) {
        assertThat(inventory.note(now(after.id()), after)).isTrue();
    }

    private static Identity off(Identity key, Steps steps) {
        return key.edit().status(IdentityStatus.INACTIVE, ago(3)).steps(steps).first();
    }

    private Identity now(String id) {
        return inventory.find(id).orElseThrow();
    }
}
