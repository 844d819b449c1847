package dev.curfew.functions.revoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.caller.SampleProofs;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.Samples;
import dev.curfew.core.lifecycle.Acting;
import dev.curfew.core.lifecycle.Person;
import dev.curfew.core.lifecycle.Stop;
import dev.curfew.core.revocation.Enforcing;
import dev.curfew.core.revocation.FakeRolePolicies;
import dev.curfew.core.revocation.Revoking;
import dev.curfew.core.watch.InMemoryHalts;
import dev.curfew.core.watch.SampleHalts;
import dev.curfew.functions.CountedMetrics;
import dev.curfew.functions.FakeContext;
import dev.curfew.functions.GoldenFiles;
import dev.curfew.functions.SampleAccount;
import dev.curfew.functions.Speakers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevokeHandlerTest {

    private static final String SENT = "\"detail\": ";
    private static final String SWEPT =
            "{\"detail-type\": \"RevocationRequested\", \"source\": \"curfew.sweep\"," + SENT;
    private static final Instant NOW = Samples.ISSUED.plusSeconds(42);

    private final InMemoryLeases leases = new InMemoryLeases();
    private final FakeRolePolicies policies = new FakeRolePolicies();
    private final SampleAccount account = new SampleAccount();
    private final InMemoryHalts halts = new InMemoryHalts();

    private final CountedMetrics counted = new CountedMetrics();

    private String slackRole = "AROASLACK00000000001";

    static List<String> cases() {
        return GoldenFiles.cases("revoke");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheGoldenFileSays(String name) throws IOException {
        Lease lease = Samples.activeIn(leases, "aaaaaaaaaaaa");
        halts.write(SampleHalts.halted(lease.holder(), NOW));
        account.iam.room(!name.equals("identity-no-room"));

        GoldenFiles.check("revoke", name, handler());

        boolean revokes = name.startsWith("revo");
        assertThat(leases.find(new LeaseId("aaaaaaaaaaaa")).orElseThrow().state())
                .isEqualTo(revokes ? LeaseState.REVOKED : LeaseState.ACTIVE);
        assertThat(policies.of(Samples.ROLE).contains("*/aaaaaaaaaaaa/*")).isEqualTo(revokes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"detail-type\": \"RevocationRequested\", \"detail\": {\"lease\": \"000000000000\"}}",
                "{\"detail-type\": \"RevocationRequested\", \"detail\": {\"lease\": \"*\"}}",
                "{\"detail-type\": \"RevocationRequested\"}",
                "{\"detail-type\": \"DenyListDue\", \"detail\": {}}",
                "{\"detail-type\": \"Something\"}",
                "{\"detail-type\": \"RevocationRequested\", \"detail\": {\"holderId\": \"AIDANOBODY0000000001\"}}",
                "{\"detail-type\": \"RevocationRequested\", \"detail\": {\"holderId\": null}}",
                "{\"detail-type\": \"RevocationRequested\", \"detail\": {\"holderId\": \"x\", \"lease\": \"aaaaaaaaaaaa\"}}",
                // Of identities, only a sweep speaks, and of nothing but what a plan may hold.
                "{\"detail-type\": \"RevocationRequested\", \"source\": \"curfew.watch\","
                        + SENT
                        + "{\"identity\": \"AKIASTALE00000000001\", \"run\": \"2026-03-01T00:30:00Z\"}}",
                SWEPT + "{\"identity\": \"AKIASTALE00000000001\"}}",
                SWEPT + "{\"identity\": \"AKIASTALE00000000001\", \"run\": 1772325000}}",
                SWEPT
                        + "{\"identity\": \"AKIASTALE00000000001\", \"run\": \"../runs/2026-03-01T00:30:00Z\"}}",
                SWEPT
                        + "{\"identity\": \"AKIASTALE00000000001\", \"run\": \"2026-03-01T00:30:00+00:00\"}}",
                SWEPT
                        + "{\"identity\": \"AKIASTALE00000000001\", \"run\": [\"2026-03-01T00:30:00Z\"]}}",
                SWEPT + "{\"identity\": \"*\", \"run\": \"2026-03-01T00:30:00Z\"}}",
                SWEPT
                        + "{\"identity\": [\"AKIASTALE00000000001\"], \"run\": \"2026-03-01T00:30:00Z\"}}",
                SWEPT + "{\"identity\": null, \"run\": \"2026-03-01T00:30:00Z\"}}",
                SWEPT
                        + "{\"identity\": \"AKIASTALE00000000001\", \"lease\": \"aaaaaaaaaaaa\", \"run\": \"2026-03-01T00:30:00Z\"}}",
                SWEPT
                        + "{\"identity\": \"AKIASTALE00000000001\", \"identity\": \"AKIAINUSE00000000001\", \"run\": \"2026-03-01T00:30:00Z\"}}",
                "no JSON"
            })
    void anEventThatItCannotActOnFailsSoThatItIsKept(String event) {
        assertThatThrownBy(() ->
                        handler()
                                .handleRequest(
                                        new ByteArrayInputStream(
                                                event.getBytes(StandardCharsets.UTF_8)),
                                        OutputStream.nullOutputStream(),
                                        FakeContext.notAwaited()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(account.orders).isEmpty();
    }

    @Test
    void aDoubledEventActsOnce() throws IOException {
        for (int i = 0; i < 3; i++) {
            GoldenFiles.check("revoke", "identity-disable", handler());
        }

        assertThat(account.orders).containsExactly("disable " + SampleAccount.STALE);
        assertThat(account.inventory.journal(SampleAccount.STALE)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identity-in-use",
                "identity-not-planned",
                "identity-unknown",
                "identity-no-plan",
                "identity-no-room"
            })
    void whatIsNotToBeDoneIsNotAnError(String name) throws IOException {
        account.iam.room(false);

        GoldenFiles.check("revoke", name, handler());

        assertThat(account.orders).isEmpty();
        assertThat(account.events.told()).isEmpty();
    }

    @Test
    void aStopHaltsItAndUnreadableTermsToo() throws IOException {
        account.catalogue.stop(new Stop(NOW, "arn:aws:iam::123456789012:user/ann", "a fire"));
        byte[] event = Files.readAllBytes(GoldenFiles.event("revoke", "identity-disable"));

        assertThat(new String(GoldenFiles.send(event, handler()), StandardCharsets.UTF_8))
                .contains("halted");
        account.catalogue.readable(false);
        assertThatThrownBy(() -> GoldenFiles.send(event, handler()))
                .isInstanceOf(IllegalStateException.class);

        assertThat(account.orders).isEmpty();
    }

    @Test
    void whoPressedInSlackRevokesAndNobodyElseMayBeNamed() throws IOException {
        Samples.activeIn(leases, "aaaaaaaaaaaa");
        byte[] event = Files.readAllBytes(GoldenFiles.event("revoke", "on-behalf-forged"));
        GoldenFiles.send(event, handler());
        assertThat(leases.find(new LeaseId("aaaaaaaaaaaa")).orElseThrow().state())
                .isEqualTo(LeaseState.ACTIVE);

        slackRole = SampleProofs.CI.id();
        byte[] alone = Files.readAllBytes(GoldenFiles.event("revoke", "revoked"));
        assertThat(new String(GoldenFiles.send(alone, handler()), StandardCharsets.UTF_8))
                .contains("on-behalf-missing");
        GoldenFiles.send(event, handler());

        assertThat(leases.journal().stream().map(Entry::by)).contains("dana via Slack (U012AB3CD)");
        assertThat(leases.find(new LeaseId("aaaaaaaaaaaa")).orElseThrow().state())
                .isEqualTo(LeaseState.REVOKED);
    }

    @Test
    void countsHowLongItTookUntilTheEndWasSeen() throws IOException {
        Samples.activeIn(leases, "aaaaaaaaaaaa");

        GoldenFiles.send(Files.readAllBytes(GoldenFiles.event("revoke", "revoked")), handler());

        assertThat(counted.of("TimeToEffect")).isEqualTo("3900.0 MILLISECONDS");
        assertThat(counted.of("LeasesRevoked")).isEqualTo("1.0 COUNT");
    }

    private RevokeHandler handler() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        RecordedLeaseEvents events = new RecordedLeaseEvents();
        Enforcing enforcing =
                new Enforcing(
                        leases,
                        leases.denyLists(),
                        policies,
                        events,
                        (role, denials) -> {
                            throw new AssertionError("it fits");
                        },
                        clock,
                        pause -> {});
        return new RevokeHandler(
                new Revoking(
                        leases,
                        leases.denyLists(),
                        enforcing,
                        (role, canary) -> Optional.of(NOW.plusMillis(3900)),
                        halts,
                        events,
                        clock,
                        new Random(1)),
                enforcing,
                new Acting(
                        account.inventory,
                        account.iam,
                        account.credentials(),
                        account.iam,
                        account.catalogue,
                        account.plans,
                        account.events,
                        clock),
                SampleProofs.callers(proof -> SampleProofs.confirmed(SampleProofs.CI)),
                new Speakers(
                        slackRole,
                        () ->
                                account.catalogue
                                        .terms()
                                        .limits()
                                        .with(List.of(new Person("U012AB3CD", "dana", null)))),
                clock,
                counted.metrics());
    }
}
