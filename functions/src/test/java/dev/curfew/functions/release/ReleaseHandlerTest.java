package dev.curfew.functions.release;

import dev.curfew.core.caller.SampleProofs;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.Releasing;
import dev.curfew.core.lease.Samples;
import dev.curfew.functions.GoldenFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleaseHandlerTest {

    static List<String> cases() {
        return GoldenFiles.cases("release");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheGoldenFileSays(String name) throws IOException {
        InMemoryLeases leases = new InMemoryLeases();
        Samples.activeIn(leases, "aaaaaaaaaaaa");

        GoldenFiles.check(
                "release",
                name,
                new ReleaseHandler(
                        new Releasing(leases, new RecordedLeaseEvents()),
                        SampleProofs.callers(proof ->
                                SampleProofs.confirmed(
                                        name.equals("not-the-holder")
                                                ? Samples.ALICE
                                                : Samples.JOB)),
                        Clock.fixed(Samples.ISSUED.plusSeconds(42), ZoneOffset.UTC),
                        GoldenFiles.metrics()));
    }
}
