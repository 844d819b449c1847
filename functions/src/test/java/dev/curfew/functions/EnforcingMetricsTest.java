package dev.curfew.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EnforcingMetricsTest {

    private static final Instant ASKED = Instant.parse("2026-03-01T12:00:00Z");

    private final CountedMetrics counted = new CountedMetrics();
    private final EnforcingMetrics told = new EnforcingMetrics(counted.metrics());

    @Test
    void aListThatDoesNotFitIsCounted() {
        told.denyListOverflowed("orders", 519);

        assertThat(counted.of("DenyListOverflows")).isEqualTo("1.0 COUNT");
    }

    @Test
    void aListSaysWhichPartOfItsRoomItTakes() {
        told.denyListWritten("orders", 2560, 10240);

        assertThat(counted.of("DenyListFullness")).isEqualTo("25.0 PERCENT");
    }

    @Test
    void aDenialSaysHowLongItTookUntilIamHadIt() {
        Lease active = Samples.active("aaaaaaaaaaaa");

        told.denied(active.denied(ASKED, ASKED.plusMillis(1700)).after());

        assertThat(counted.of("TimeToDenied")).isEqualTo("1700.0 MILLISECONDS");
    }
}
