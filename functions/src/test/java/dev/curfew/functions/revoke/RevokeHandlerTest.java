package dev.curfew.functions.revoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.caller.SampleProofs;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.Samples;
import dev.curfew.core.revocation.Enforcing;
import dev.curfew.core.revocation.FakeRolePolicies;
import dev.curfew.core.revocation.Revoking;
import dev.curfew.functions.FakeContext;
import dev.curfew.functions.GoldenFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevokeHandlerTest {

    private static final Instant NOW = Samples.ISSUED.plusSeconds(42);

    private final InMemoryLeases leases = new InMemoryLeases();
    private final FakeRolePolicies policies = new FakeRolePolicies();

    static List<String> cases() {
        return GoldenFiles.cases("revoke");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheGoldenFileSays(String name) throws IOException {
        Samples.activeIn(leases, "aaaaaaaaaaaa");

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
                        events,
                        clock,
                        new Random(1)),
                enforcing,
                SampleProofs.callers(proof -> SampleProofs.confirmed(SampleProofs.CI)),
                clock,
                GoldenFiles.metrics());
    }
}
