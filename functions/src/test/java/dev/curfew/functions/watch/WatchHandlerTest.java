package dev.curfew.functions.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.Samples;
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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchHandlerTest {

    private static final String REVOKE = "arn:aws:iam::123456789012:role/curfew-revoke";

    private final InMemoryLeases leases = new InMemoryLeases();
    private final InMemoryFindings findings = new InMemoryFindings();
    private final WatchHandler handler =
            new WatchHandler(
                    new Watching(
                            leases,
                            findings,
                            findings,
                            new InMemoryHalts(),
                            SampleKeys.knowing("AKIAEXAMPLE000000001", "alice", Samples.ISSUED),
                            (account, name) ->
                                    name.equals("orders")
                                            ? BrokeredRoles.Broker.OURS
                                            : BrokeredRoles.Broker.NONE,
                            new OwnStack("curfew", Set.of(), Set.of(REVOKE), REVOKE, List.of()),
                            Switches.USUAL,
                            findings,
                            new RecordedLeaseEvents()),
                    Clock.fixed(Instant.parse("2026-03-01T12:06:00Z"), ZoneOffset.UTC),
                    GoldenFiles.metrics());

    WatchHandlerTest() {
        WatchedLeases.active(leases, "aaaaaaaaaaaa");
        WatchedLeases.revoked(
                leases,
                WatchedLeases.active(leases, "bbbbbbbbbbbb"),
                Samples.ISSUED.plusSeconds(60));
    }

    static List<String> cases() {
        return GoldenFiles.cases("watch");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheGoldenFileSays(String name) throws IOException {
        GoldenFiles.check("watch", name, handler);
    }

    /** Every case, cut short anywhere and with any of its values of another kind. */
    @ParameterizedTest
    @MethodSource("cases")
    void whatIsNotItsDocumentedFormIsRefusedOrCountedAndNeverMore(String name) throws IOException {
        byte[] event = Files.readAllBytes(GoldenFiles.event("watch", name));
        Random random = new Random(name.hashCode());
        for (int i = 0; i < 20; i++) {
            byte[] cut = java.util.Arrays.copyOf(event, random.nextInt(event.length - 2));
            assertThat(Json.MAPPER.readTree(GoldenFiles.send(cut, handler)).has("malformed"))
                    .isTrue();
        }
        for (String odd : List.of("null", "7", "[]", "{\"a\": [[1]]}", "\"\"", "true")) {
            ObjectNode whole = (ObjectNode) Json.MAPPER.readTree(event);
            List<String> fields =
                    whole.path("detail").propertyStream().map(java.util.Map.Entry::getKey).toList();
            for (String field : fields) {
                ObjectNode changed = whole.deepCopy();
                ((ObjectNode) changed.path("detail")).set(field, Json.read(odd));
                JsonNode answer = send(changed);
                assertThat(answer.has("malformed") || answer.has("findings")).isTrue();
            }
            whole.set("detail", Json.read(odd));
            assertThat(send(whole).has("malformed")).isTrue();
        }
    }

    @Test
    void anEventOfAQuarterMegabyteIsReadAndKeptSmall() throws IOException {
        ObjectNode event = event("shadow-session");
        ObjectNode detail = (ObjectNode) event.path("detail");
        detail.put("errorCode", "AccessDenied").put("errorMessage", "x".repeat(100_000));
        detail.put("eventName", "N".repeat(100_000));
        detail.put("sourceIPAddress", "9".repeat(65_000));

        JsonNode answer = send(event);

        assertThat(event.toString().length()).isGreaterThan(256 * 1024);
        assertThat(answer.toString().length()).isLessThan(6_000);
        assertThat(findings.list())
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString()).hasSizeLessThan(12_000));
    }

    /** A call of a lease's session, of somebody who opened one, and of a user's key. */
    @ParameterizedTest
    @ValueSource(strings = {"denied-out-of-scope", "opened-past-the-broker", "tampered-role"})
    void anyTextOfAnyFieldMayBeHugeOrHostile(String name) throws IOException {
        JsonNode event = event(name);
        for (String hostile :
                List.of(
                        "x".repeat(250_000),
                        "<!channel> <https://evil.example|click> `*_~",
                        "\u0000\u0007\u001b[31m\u202e\ud800\n\r\u2028",
                        "${aws:userid}*?",
                        "\"}, {\"a\": \"",
                        "")) {
            for (String pointer : texts(event, "")) {
                ObjectNode changed = event.deepCopy();
                int last = pointer.lastIndexOf('/');
                ((ObjectNode) changed.at(pointer.substring(0, last)))
                        .put(pointer.substring(last + 1), hostile);

                JsonNode answer = send(changed);

                assertThat(answer.has("malformed") || answer.has("findings")).isTrue();
                assertThat(answer.toString().length()).isLessThan(6_000);
            }
        }
        assertThat(findings.list())
                .allSatisfy(finding -> {
                    assertThat(finding.toString().length()).isLessThan(20_000);
                    assertThat(finding.toString().chars().noneMatch(Character::isISOControl))
                            .isTrue();
                });
    }

    private static List<String> texts(JsonNode node, String at) {
        if (node.isTextual()) {
            return List.of(at);
        }
        List<String> all = new java.util.ArrayList<>();
        node.propertyStream()
                .forEach(each -> all.addAll(texts(each.getValue(), at + "/" + each.getKey())));
        return all;
    }

    @Test
    void whatIsKeptOfHostileTextHasNoControlCharacters() throws IOException {
        send(event("hostile-text"));

        assertThat(findings.list()).isNotEmpty();
        assertThat(findings.list().toString())
                .doesNotContain("\u202e")
                .doesNotContain("\n")
                .doesNotContain("\0");
    }

    private static ObjectNode event(String name) throws IOException {
        return (ObjectNode) Json.MAPPER.readTree(GoldenFiles.event("watch", name).toFile());
    }

    private JsonNode send(JsonNode event) throws IOException {
        return Json.MAPPER.readTree(
                GoldenFiles.send(event.toString().getBytes(StandardCharsets.UTF_8), handler));
    }
}
