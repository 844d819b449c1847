package dev.curfew.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    @Test
    void timesAreToTheSecondInUtc() {
        assertThat(Times.at(Instant.parse("2026-03-01T09:30:00.789Z")))
                .isEqualTo("2026-03-01 09:30:00Z");
    }

    @Test
    void exactTimesAreToTheMillisecond() {
        assertThat(Times.exactly(Instant.parse("2026-03-01T09:30:00.7894Z")))
                .isEqualTo("2026-03-01 09:30:00.789Z");
        assertThat(Times.exactly(Instant.parse("2026-03-01T09:30:00Z")))
                .isEqualTo("2026-03-01 09:30:00.000Z");
    }

    @ParameterizedTest
    @CsvSource({"PT15S,15s", "PT5M,5m", "PT1H30M,1h30m", "P90D,90d", "PT0.2S,0s"})
    void lengthsNameTheirUnits(Duration length, String text) {
        assertThat(Times.length(length)).isEqualTo(text);
    }
}
