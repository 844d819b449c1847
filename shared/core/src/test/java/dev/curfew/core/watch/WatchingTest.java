package dev.curfew.core.watch;

import static dev.curfew.core.lease.Samples.ISSUED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.Receipt;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.Samples;
import dev.curfew.core.lease.WatchedLeases;
import dev.curfew.core.watch.Kind.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchingTest {

    private static final Instant NOW = ISSUED.plusSeconds(120);
    private static final String SHADOW = "AROAFAKEFAKEFAKE0001:evil";

    private final InMemoryLeases leases = new InMemoryLeases();
    private final InMemoryFindings findings = new InMemoryFindings();
    private final InMemoryHalts halts = new InMemoryHalts();
    private final Lease lease = WatchedLeases.active(leases, "aaaaaaaaaaaa");
    private Watching watching = watching(Switches.USUAL);

    private Watching watching(Switches switches) {
        return watching(switches, BrokeredRoles.Broker.OURS);
    }

    private Watching watching(Switches switches, BrokeredRoles.Broker broker) {
        return new Watching(
                leases,
                findings,
                findings,
                halts,
                SampleKeys.none(),
                (account, name) -> broker,
                new OwnStack("curfew", Set.of(), Set.of(), "arn:aws:iam::1:role/r", List.of()),
                switches,
                findings,
                new RecordedLeaseEvents());
    }

    private Calls outOfScope() {
        return Calls.by(lease, "sqs", "ListQueues").denied("sqs:ListQueues", "*");
    }

    /** Two Curfews of an account would else end each other's sessions. */
    @Test
    void whatACurfewBesideThisOneIssuesIsNoShadow() {
        watching = watching(Switches.USUAL, BrokeredRoles.Broker.ANOTHER);

        assertThat(watch(Calls.by(Samples.ROLE, SHADOW, "sqs", "ListQueues"))).isEmpty();
        assertThat(
                        watch(
                                Calls.byUser("alice", "sts", "AssumeRole")
                                        .asking("roleArn", Samples.ROLE)
                                        .asking(CallReader.OPENED, SHADOW)))
                .isEmpty();
        assertThat(findings.list()).isEmpty();

        watching = watching(Switches.USUAL, BrokeredRoles.Broker.OURS);
        assertThat(watch(Calls.by(Samples.ROLE, SHADOW, "sqs", "ListQueues"))).hasSize(1);
    }

    @Test
    void oneDenialOutOfScopeIsANoteAndFiveAreAFinding() {
        for (int i = 0; i < 4; i++) {
            assertThat(watch(outOfScope())).allMatch(found -> !found.isOpen());
        }
        assertThat(findings.announced()).isEmpty();
        assertThat(findings.revocations()).isEmpty();

        watch(outOfScope());
        watch(outOfScope());

        assertThat(findings.announced()).hasSize(1);
        assertThat(findings.revocations())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject().lease()).isEqualTo("aaaaaaaaaaaa");
                    assertThat(finding.evidence()).hasSize(5);
                    assertThat(finding.what()).contains("sqs:ListQueues");
                });
        assertThat(findings.list())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.calls()).isEqualTo(6);
                    assertThat(finding.revocationAt()).isEqualTo(NOW);
                });
    }

    @Test
    void denialsFarApartStayANote() {
        for (int i = 0; i < 12; i++) {
            watch(outOfScope().at(ISSUED.plus(Duration.ofMinutes(3L * i).plusSeconds(1))));
        }

        assertThat(findings.announced())
                .as("those after the end are used after the end")
                .noneMatch(finding -> finding.kind() == Kind.OUT_OF_SCOPE);
    }

    @Test
    void theSameRecordHeardAgainCountsOnce() {
        Calls call = outOfScope();
        for (int i = 0; i < 9; i++) {
            watch(call);
        }

        assertThat(findings.list())
                .singleElement()
                .satisfies(note -> {
                    assertThat(note.isOpen()).isFalse();
                    assertThat(note.calls()).isEqualTo(1);
                });
    }

    @Test
    void aRevocationThatCouldNotBeAskedForIsAskedForWhenTheEventIsHeardAgain() {
        Calls escape = Calls.by(lease, "iam", "CreateAccessKey").denied("iam:CreateAccessKey", "*");
        findings.busIsDown(true);
        assertThatThrownBy(() -> watch(escape)).hasMessageContaining("bus");
        findings.busIsDown(false);

        watch(escape);
        watch(escape);

        assertThat(findings.announced()).hasSize(1);
        assertThat(findings.revocations()).hasSize(1);
    }

    @Test
    void whatIsSetToNotifyRevokesNothingAndWhatIsOffIsNotLookedFor() {
        Calls escape = Calls.by(lease, "iam", "CreateAccessKey");
        watching = watching(set(Kind.ESCAPE, Reaction.OFF));
        watch(escape);
        assertThat(findings.list()).isEmpty();

        watching = watching(set(Kind.ESCAPE, Reaction.NOTIFY));
        watch(escape);
        assertThat(findings.announced()).hasSize(1);
        assertThat(findings.revocations()).isEmpty();
    }

    @Test
    void aSessionWithoutALeaseIsAShadowAndEndsByItsOwnName() {
        watch(Calls.by(Samples.ROLE, SHADOW, "sqs", "ListQueues"));
        watch(Calls.by(Samples.ROLE, SHADOW, "sqs", "ListQueues"));

        assertThat(findings.revocations())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.SHADOW_SESSION);
                    assertThat(finding.subject().lease()).isNull();
                    assertThat(finding.subject().role()).isEqualTo(Samples.ROLE);
                    assertThat(finding.subject().session()).isEqualTo(SHADOW);
                });
    }

    @Test
    void aSessionUnderALiveLeasesNameIsToldByItsKeyAndDeniedOnceTheLeaseHasEnded() {
        Calls own = Calls.by(lease, "sqs", "SendMessage").key(WatchedLeases.KEY);
        Calls other = Calls.by(lease, "sqs", "SendMessage").key("ASIAOTHER00000000001");
        watch(own);
        watch(Calls.by(lease, "sqs", "SendMessage"));
        watch(other.through("s3.amazonaws.com"));
        assertThat(findings.list()).as("its own, not known, and a service's").isEmpty();

        watch(other);
        watch(other);

        assertThat(findings.announced())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.SHADOW_SESSION);
                    assertThat(finding.what()).contains("ASIAOTHER00000000001", "aaaaaaaaaaaa");
                });
        assertThat(findings.revocations()).as("it would end the lease too").isEmpty();

        WatchedLeases.revoked(leases, lease, NOW);
        watch(other);
        assertThat(findings.revocations())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject().lease()).isNull();
                    assertThat(finding.subject().session())
                            .isEqualTo("AROAFAKEFAKEFAKE0001:aaaaaaaaaaaa");
                });
    }

    @Test
    void aLeaseWhoseKeyIsNotKnownIsNobodyElses() {
        Lease pending = leases.find(WatchedLeases.pending(leases, "pppppppppppp")).orElseThrow();

        watch(Calls.by(pending, "sqs", "SendMessage").key("ASIAOTHER00000000001"));

        assertThat(findings.list()).isEmpty();
    }

    @Test
    void aSessionWithALeasesNameOnARoleMadeAnewIsAShadowAndNotTheLease() {
        watch(Calls.by(Samples.ROLE, "AROAMADEANEW00000001:aaaaaaaaaaaa", "sqs", "ListQueues"));

        assertThat(findings.revocations())
                .singleElement()
                .satisfies(finding -> assertThat(finding.subject().lease()).isNull());
    }

    @Test
    void aSessionOpenedPastTheBrokerIsAShadowBeforeItsFirstCall() {
        Calls opened =
                Calls.byUser("alice", "sts", "AssumeRole")
                        .asking("roleArn", Samples.ROLE)
                        .asking(CallReader.OPENED, SHADOW);

        watch(opened.failed("AccessDenied", ""));
        assertThat(findings.list()).as("refused").isEmpty();
        watch(
                Calls.byUser("alice", "sts", "AssumeRole")
                        .asking("roleArn", "arn:aws:iam::1:role/x")
                        .asking(CallReader.OPENED, SHADOW));
        assertThat(findings.list()).as("another role").isEmpty();

        watch(opened);
        watch(Calls.by(Samples.ROLE, SHADOW, "sqs", "ListQueues"));

        assertThat(findings.announced()).as("opened and used are one finding").hasSize(1);
    }

    @Test
    void tamperingIsToldAndNobodyIsRevokedForIt() {
        watch(Calls.byUser("alice", "iam", "PutRolePolicy").asking("roleName", "orders"));

        assertThat(findings.announced()).hasSize(1);
        assertThat(findings.revocations()).isEmpty();
        assertThatThrownBy(() -> set(Kind.TAMPERING, Reaction.REVOKE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCanaryMayBeRefused() {
        Lease canary = WatchedLeases.canary(leases, "cccccccccccc");

        watch(Calls.by(canary, "sqs", "ListQueues").denied("sqs:ListQueues", "*"));
        watch(Calls.by(canary, "sqs", "ListQueues").at(canary.expiresAt().plusSeconds(600)));

        assertThat(findings.list()).isEmpty();
    }

    @Test
    void anEndedSessionsOwnRefusalCompletesItsReceipt() {
        WatchedLeases.revoked(leases, lease, ISSUED.plusSeconds(60).plusMillis(400));
        Calls refused = Calls.by(lease, "sqs", "GetQueueUrl").deniedByRole("sqs:GetQueueUrl");

        watch(refused.at(ISSUED.plusSeconds(60)));
        watch(
                Calls.by(lease, "sqs", "GetQueueUrl")
                        .denied("sqs:GetQueueUrl", "*")
                        .at(ISSUED.plusSeconds(61)));
        assertThat(receipt().seenBy())
                .as("neither before nor for another reason")
                .isEqualTo(Receipt.Witness.NONE);

        watch(refused.at(ISSUED.plusSeconds(62)));
        watch(refused.at(ISSUED.plusSeconds(70)));

        assertThat(receipt().seenBy()).isEqualTo(Receipt.Witness.TRAIL);
        assertThat(receipt().seenAt()).isEqualTo(ISSUED.plusSeconds(62));
        assertThat(leases.journalOf(lease.id())).endsWith("denied", "seen");
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void aPersonClosesAFindingAndALaterCallOpensItAgain() {
        Calls escape = Calls.by(lease, "iam", "CreateAccessKey");
        watch(escape);
        String id = findings.list().getFirst().id();
        Closing closing = new Closing(findings, findings, () -> NOW);
        assertThat(closing.close("nothere00000", "arn:ann", "x"))
                .isInstanceOf(Closing.Closed.Refused.class);
        closing.close(id, "arn:ann", "a test of ours");

        watch(escape);
        watch(Calls.by(lease, "iam", "CreateUser").at(NOW.minusSeconds(5)));
        assertThat(findings.find(id).orElseThrow().isOpen()).as("heard late").isFalse();

        watch(Calls.by(lease, "iam", "CreateUser").at(NOW.plusSeconds(5)));
        assertThat(findings.find(id).orElseThrow().isOpen()).isTrue();
        assertThat(findings.announced()).hasSize(2);
    }

    @Test
    void aFloodOfCallsKeepsAFindingSmall() {
        for (int i = 0; i < 300; i++) {
            watch(outOfScope());
        }

        assertThat(findings.list())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.evidence()).hasSize(Finding.MOST_EVIDENCE);
                    assertThat(finding.calls()).isEqualTo(Finding.MOST_EVIDENCE);
                });
        assertThat(findings.revocations()).hasSize(1);
    }

    private Receipt receipt() {
        return Objects.requireNonNull(leases.find(lease.id()).orElseThrow().receipt());
    }

    private static Switches set(Kind kind, Reaction reaction) {
        return new Switches(Map.of(kind, reaction), 5, Duration.ofMinutes(10), Halt.Limit.USUAL);
    }

    private List<Finding> watch(Calls call) {
        return watching.watch(call.call(), NOW).findings();
    }
}
