package dev.curfew.functions.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.WatchedLeases;
import dev.curfew.core.watch.BrokeredRoles;
import dev.curfew.core.watch.InMemoryFindings;
import dev.curfew.core.watch.InMemoryHalts;
import dev.curfew.core.watch.OwnStack;
import dev.curfew.core.watch.SampleKeys;
import dev.curfew.core.watch.Switches;
import dev.curfew.core.watch.Watching;
import dev.curfew.functions.GoldenFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The hour of ten agents at work under {@code events/hour}, which {@code HourIT} recorded on the
 * local cloud.
 */
class RecordedHourTest {

    private static final Path HOUR =
            Path.of(System.getProperty("curfew.root", ".."), "events", "hour");

    private final InMemoryLeases leases = new InMemoryLeases();
    private final InMemoryFindings findings = new InMemoryFindings();
    private final Watching watching =
            new Watching(
                    leases,
                    findings,
                    findings,
                    new InMemoryHalts(),
                    SampleKeys.none(),
                    (account, name) -> BrokeredRoles.Broker.OURS,
                    new OwnStack(
                            "curfew",
                            Set.of(),
                            Set.of(),
                            "arn:aws:iam::000000000000:role/curfew-revoke",
                            List.of()),
                    Switches.USUAL,
                    findings,
                    new RecordedLeaseEvents());

    @Test
    void raisesNothing() throws IOException {
        JsonNode known = Json.read(Files.readString(HOUR.resolve("leases.json")));
        List<String> records = Files.readAllLines(HOUR.resolve("records.jsonl"));
        int notes = 0;
        for (String record : records) {
            JsonNode detail = Json.read(record);
            Instant now = Instant.parse(detail.path("eventTime").asText()).plusSeconds(3);
            for (Map.Entry<String, JsonNode> lease : known.properties()) {
                WatchedLeases.issued(leases, lease.getKey(), lease.getValue(), now);
            }
            // Afterwards: what is below a lease was issued while that was open.
            for (Map.Entry<String, JsonNode> lease : known.properties()) {
                WatchedLeases.released(leases, lease.getKey(), lease.getValue(), now);
            }
            ObjectNode event = Json.MAPPER.createObjectNode();
            event.set("detail", detail);
            WatchHandler handler =
                    new WatchHandler(
                            watching, Clock.fixed(now, ZoneOffset.UTC), GoldenFiles.metrics());
            JsonNode answer =
                    Json.MAPPER.readTree(
                            GoldenFiles.send(
                                    event.toString().getBytes(StandardCharsets.UTF_8), handler));
            assertThat(answer.has("malformed")).isFalse();
            notes += answer.path("findings").size();
        }

        assertThat(records.size()).isGreaterThan(1_000);
        assertThat(known.size()).as("leases").isGreaterThanOrEqualTo(40);
        assertThat(findings.announced()).isEmpty();
        assertThat(findings.revocations()).isEmpty();
        assertThat(notes).as("single probes are notes").isPositive();
    }
}
