package dev.curfew.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.event.EventContract;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lease.Holder;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Receipt;
import dev.curfew.core.lease.Samples;
import dev.curfew.core.lifecycle.LifecycleEvents.What;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.SampleIdentities;
import dev.curfew.core.lifecycle.Stop;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Halt;
import dev.curfew.core.watch.Kind;
import dev.curfew.core.watch.SampleHalts;
import dev.curfew.core.watch.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** What the adapters say is what {@code docs/events} promises. */
class EmittedEventsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:01:30.123Z");
    private static final Identity USER =
            SampleIdentities.user("AIDABUILD00000000001", "/ci/", "build", NOW);
    private static final Identity KEY = SampleIdentities.key("AKIABUILD00000000001", USER, NOW);

    private final List<JsonNode> said = new ArrayList<>();

    @AfterEach
    void everythingSaidKeepsTheContract() {
        assertThat(said)
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(EventContract.DOCUMENTED.faults(event))
                                .as(event.toString())
                                .isEmpty());
    }

    // ---- Leases ----

    @Test
    void aLeaseThatWasIssued() {
        events("issue").issued(Samples.active("aaaaaaaaaaaa"));

        assertThat(types()).containsExactly("LeaseIssued");
        assertThat(detail().path("version").asLong()).isEqualTo(2);
        assertThat(detail().toString()).doesNotContain("Statement", "203.0.113.0");
    }

    @ParameterizedTest
    @EnumSource(names = {"RELEASED", "REVOKED", "EXPIRED", "FAILED"})
    void aLeaseThatEnded(LeaseState state) {
        Lease lease = ended(state, null);
        for (String function : List.of("release", "expire", "revoke")) {
            events(function).ended(lease);
        }

        assertThat(types()).hasSize(3).containsOnly("LeaseEnded");
    }

    @ParameterizedTest
    @EnumSource
    void aLeaseThatIsDenied(Receipt.Witness seenBy) {
        Instant seenAt = seenBy == Receipt.Witness.NONE ? null : NOW;
        Lease denied = ended(LeaseState.REVOKED, new Receipt(NOW, NOW, seenAt, seenBy));
        events("revoke").denied(denied);
        events("watch").denied(denied);

        assertThat(types()).containsExactly("LeaseDenied", "LeaseDenied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"release", "expire"})
    void aDenyListThatIsDue(String function) {
        events(function).denyListDue(Samples.ROLE);

        assertThat(types()).containsExactly("DenyListDue");
    }

    private static Lease ended(LeaseState state, @Nullable Receipt receipt) {
        Lease lease = Samples.active("aaaaaaaaaaaa");
        return new Lease(
                lease.grant(),
                lease.roleId(),
                lease.accessKey(),
                state,
                NOW,
                receipt,
                false,
                lease.journal(),
                lease.version() + 1);
    }

    // ---- Identities ----

    @ParameterizedTest
    @EnumSource
    void anIdentityOfAnyKindWithAllOrNothingKnown(IdentityKind kind) {
        events("record").recorded(SampleIdentities.credential(kind, "AKIAX", USER, NOW));
        events("sweep")
                .recorded(
                        Identity.found(
                                "AKIAX",
                                kind,
                                SampleIdentities.ACCOUNT,
                                null,
                                IdentityStatus.DELETED,
                                NOW,
                                NOW));

        assertThat(types()).containsExactly("IdentityRecorded", "IdentityRecorded");
        assertThat(detail().path("name").isNull()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anythingThatHappensToAnIdentity(What what) {
        String function =
                switch (what) {
                    case WARNED -> "sweep";
                    case DISABLED, QUARANTINED, DELETED -> "revoke";
                    case RESTORED, EXEMPTED, APPROVED -> "operate";
                };
        IdentityStatus status =
                switch (what) {
                    case DISABLED -> IdentityStatus.INACTIVE;
                    case QUARANTINED -> IdentityStatus.QUARANTINED;
                    case DELETED -> IdentityStatus.DELETED;
                    case WARNED, RESTORED, EXEMPTED, APPROVED -> IdentityStatus.ACTIVE;
                };
        lifecycle(function)
                .happened(what, KEY.edit().status(status, NOW).done(), "curfew." + function, "why");

        assertThat(types()).hasSize(1).allMatch(type -> type.startsWith("Identity"));
    }

    @Test
    void stopAndResume() {
        lifecycle("operate").stopped(new Stop(NOW, SampleIdentities.OPERATOR, "a release"));
        lifecycle("operate").resumed(NOW, SampleIdentities.OPERATOR, "it is done");

        assertThat(types()).containsExactly("AutomationStopped", "AutomationResumed");
    }

    @ParameterizedTest
    @EnumSource
    void whatTheSweepFound(dev.curfew.core.identity.Finding.Kind kind) {
        sweep().found(KEY, new dev.curfew.core.identity.Finding(kind, NOW, "last used never"));

        assertThat(types()).containsExactly("FindingRaised");
    }

    @Test
    void whatTheSweepAsksFor() {
        sweep().request(KEY.id(), "2026-03-01T00:30:00Z");

        assertThat(types()).containsExactly("RevocationRequested");
    }

    // ---- Sessions ----

    @ParameterizedTest
    @EnumSource
    void whatWatchFoundAndAsksFor(Kind kind) {
        Subject lease = new Subject("k", "aaaaaaaaaaaa", Samples.ROLE, "AROAX:aaaaaaaaaaaa", "h");
        Subject session = new Subject("k", null, Samples.ROLE, "AROAX:some one", "h");
        Subject change = new Subject("k", null, null, null, "arn:aws:iam::123456789012:root");
        for (Kind.Severity severity : Kind.Severity.values()) {
            watch().opened(finding(kind, severity, lease, 1));
            watch().opened(finding(kind, severity, session, 20));
            watch().opened(finding(kind, severity, change, 1));
        }
        watch().revoke(finding(kind, Kind.Severity.HIGH, lease, 1));
        watch().revoke(finding(kind, Kind.Severity.HIGH, session, 1));

        assertThat(types()).hasSize(11).containsOnly("FindingOpened", "RevocationRequested");
    }

    @Test
    void whatBecomesOfAHolderAndOfAFinding() {
        Holder holder =
                new Holder(
                        "AROAHOLDER",
                        "arn:aws:iam::123456789012:role/build/ci",
                        "arn:aws:sts::123456789012:assumed-role/ci/x");
        Halt halt = SampleHalts.halted(holder, NOW).after();
        Subject lease = new Subject("k", "aaaaaaaaaaaa", Samples.ROLE, "AROAX:aaaaaaaaaaaa", "h");
        Finding finding = finding(Kind.ESCAPE, Kind.Severity.HIGH, lease, 1);
        watch().halted(halt);
        watch().revokeAll(halt, finding);
        findings("operate")
                .lifted(
                        SampleHalts.lifted(halt, NOW).after(),
                        SampleIdentities.OPERATOR,
                        "looked at");
        findings("operate").closed(finding);

        assertThat(types())
                .containsExactly(
                        "HolderHalted", "RevocationRequested", "HolderLifted", "FindingClosed");
    }

    @Test
    void limitsInForce() {
        lifecycle("operate").applied(Limits.DEFAULT.inForce(3, SampleIdentities.OPERATOR));

        assertThat(types()).containsExactly("LimitsApplied");
    }

    private static Finding finding(Kind kind, Kind.Severity severity, Subject subject, int calls) {
        List<Finding.Evidence> evidence =
                IntStream.range(0, calls)
                        .mapToObj(i -> new Finding.Evidence("event-" + i, NOW, "what", "192.0.2.1"))
                        .toList();
        return new Finding(
                "0123456789ab",
                kind,
                severity,
                subject,
                "what",
                evidence,
                calls,
                NOW,
                NOW,
                new Finding.Closing(NOW, SampleIdentities.OPERATOR, "looked at"),
                1);
    }

    // ---- The bus ----

    private List<String> types() {
        return said.stream().map(event -> event.path("detail-type").asText()).toList();
    }

    private JsonNode detail() {
        return said.getLast().path("detail");
    }

    private EventBridgeEvents events(String function) {
        return new EventBridgeEvents(new Heard(), "curfew", "curfew." + function, () -> {});
    }

    private EventBridgeLifecycleEvents lifecycle(String function) {
        return new EventBridgeLifecycleEvents(
                new Heard(), "curfew", "curfew." + function, () -> {});
    }

    private EventBridgeSweepEvents sweep() {
        return new EventBridgeSweepEvents(new Heard(), "curfew", "curfew.sweep", () -> {});
    }

    private EventBridgeFindings watch() {
        return findings("watch");
    }

    private EventBridgeFindings findings(String function) {
        return new EventBridgeFindings(
                new Heard(), "curfew", "curfew." + function, () -> {}, () -> {});
    }

    /** A bus that takes everything. */
    private final class Heard implements EventBridgeClient {

        @Override
        public PutEventsResponse putEvents(PutEventsRequest request) {
            for (PutEventsRequestEntry entry : request.entries()) {
                ObjectNode event =
                        Json.MAPPER
                                .createObjectNode()
                                .put("source", entry.source())
                                .put("detail-type", entry.detailType());
                event.set("detail", Json.read(entry.detail()));
                said.add(event);
            }
            return PutEventsResponse.builder().failedEntryCount(0).build();
        }

        @Override
        public String serviceName() {
            return "events";
        }

        @Override
        public void close() {}
    }
}
