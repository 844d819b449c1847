package dev.curfew.functions.expire;

import dev.curfew.core.lease.Expiring;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.Samples;
import dev.curfew.functions.GoldenFiles;
import java.io.IOException;
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
}
