package dev.curfew.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"10s,PT10S", "5m,PT5M", "1h,PT1H", "90d,PT2160H", "PT5M,PT5M", "PT1M30S,PT1M30S"})
    void readsWhatPeopleWrite(String text, Duration expected) {
        assertThat(Durations.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "m", "5 m", "5M", "-5m", "1.5h", "9999999s", "P1Y", "five", "５m"})
    void readsNothingElse(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void programsWriteIsoAlone() {
        assertThat(Durations.parseIso("5m")).isEmpty();
    }
}
