package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudStateTest {
    @TempDir private Path folder;

    @Test
    void whatIsWrittenIsRead() {
        Path file = folder.resolve("cloud.json");
        var state =
                new CloudState(
                        42,
                        Instant.parse("2026-01-01T00:00:00.12Z"),
                        4566,
                        true,
                        Instant.parse("2026-01-01T00:00:01Z"));

        state.write(file);

        assertThat(CloudState.read(file)).contains(state);
    }

    @Test
    void aMissingAHalfWrittenAndAForeignFileSayNothing() throws IOException {
        Path file = folder.resolve("cloud.json");

        assertThat(CloudState.read(file)).isEmpty();
        assertThat(CloudState.read(Files.writeString(file, "{\"pid\": 4"))).isEmpty();
        assertThat(CloudState.read(Files.writeString(file, "{\"pid\": 4}"))).isEmpty();
        assertThat(CloudState.read(Files.writeString(file, ""))).isEmpty();
    }

    @Test
    void aProcessThatGotTheIdLaterIsNotTheOneMeant() {
        ProcessHandle self = ProcessHandle.current();
        Instant started = Processes.startOf(self);

        assertThat(Processes.find(self.pid(), started)).contains(self);
        assertThat(Processes.find(self.pid(), started.minusSeconds(60))).isEmpty();
    }
}
