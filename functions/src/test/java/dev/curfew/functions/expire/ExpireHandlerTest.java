package dev.curfew.functions.expire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.curfew.core.lease.Expiring;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.Samples;
import dev.curfew.functions.CountedMetrics;
import dev.curfew.functions.FakeContext;
import dev.curfew.functions.GoldenFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ExpireHandlerTest {

    @Test
    void closesWhatIsDueByTheClock() throws IOException {
        InMemoryLeases leases = new InMemoryLeases();
        Lease active = Samples.activeIn(leases, "aaaaaaaaaaaa");

        GoldenFiles.check(
                "expire",
                "every-minute",
                new ExpireHandler(
                        new Expiring(leases, leases.denyLists(), new RecordedLeaseEvents()),
                        Clock.fixed(active.expiresAt(), ZoneOffset.UTC),
                        GoldenFiles.metrics()));
    }

    @Test
    void countsHowLongTheOldestHadBeenDueAndSaysZeroWhenNothingIs() throws IOException {
        InMemoryLeases leases = new InMemoryLeases();
        Lease active = Samples.activeIn(leases, "aaaaaaaaaaaa");
        CountedMetrics counted = new CountedMetrics();
        ExpireHandler handler =
                new ExpireHandler(
                        new Expiring(leases, leases.denyLists(), new RecordedLeaseEvents()),
                        Clock.fixed(active.expiresAt().plusSeconds(200), ZoneOffset.UTC),
                        counted.metrics());

        GoldenFiles.send("{}".getBytes(StandardCharsets.UTF_8), handler);
        assertThat(counted.of("OldestDueSeconds")).isEqualTo("200.0 SECONDS");

        GoldenFiles.send("{}".getBytes(StandardCharsets.UTF_8), handler);
        assertThat(counted.of("OldestDueSeconds")).isEqualTo("0.0 SECONDS");
    }

    @Test
    void failsInTheEndWhenALeaseCannotBeRead() throws IOException {
        InMemoryLeases leases = new InMemoryLeases();
        Lease active = Samples.activeIn(leases, "aaaaaaaaaaaa");
        leases.holdUnreadable("bbbbbbbbbbbb", "state is missing");
        ExpireHandler handler =
                new ExpireHandler(
                        new Expiring(leases, leases.denyLists(), new RecordedLeaseEvents()),
                        Clock.fixed(active.expiresAt(), ZoneOffset.UTC),
                        GoldenFiles.metrics());

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        handler.handleRequest(
                                new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
                                OutputStream.nullOutputStream(),
                                FakeContext.notAwaited()))
                .withMessageContaining("bbbbbbbbbbbb");

        assertThat(leases.find(active.id()).orElseThrow().state()).isEqualTo(LeaseState.EXPIRED);
    }
}
