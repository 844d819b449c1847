package dev.curfew.functions.issue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.SampleProofs;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Canary;
import dev.curfew.core.lease.FakeSessions;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.Issuing;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.Samples;
import dev.curfew.core.task.InMemoryTasks;
import dev.curfew.core.task.SampleStack;
import dev.curfew.core.task.Task;
import dev.curfew.core.task.TaskDocument;
import dev.curfew.functions.FakeContext;
import dev.curfew.functions.GoldenFiles;
import dev.curfew.policy.Parsed;
import dev.curfew.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssueHandlerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Task TASK =
            ((TaskDocument.Read.Valid)
                            TaskDocument.read(
                                    Json.read(
                                            """
                                            {"name": "read-orders",
                                             "roles": ["arn:aws:iam::123456789012:role/curfew/orders-reader"],
                                             "ceiling": {"Version": "2012-10-17", "Statement":
                                               [{"Effect": "Allow", "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage"],
                                                 "Resource": "arn:aws:sqs:us-east-1:123456789012:orders*"}]},
                                             "requesters": ["arn:aws:iam::123456789012:role/build/*"]}
                                            """)))
                    .task();

    /** Stands in the catalogue since before there was a rule about ceilings. */
    private static final Task OLD =
            new Task(
                    "before-the-rule",
                    null,
                    TASK.roles(),
                    ((Parsed.Valid)
                                    Policy.parse(
                                            """
                                            {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
                                            """))
                            .policy(),
                    TASK.longestDuration(),
                    TASK.requesters(),
                    TASK.delegationDepth(),
                    List.of());

    private final InMemoryTasks tasks = new InMemoryTasks();
    private final InMemoryLeases leases = new InMemoryLeases();
    private final FakeSessions sessions = new FakeSessions();
    private final IssueHandler handler = handler("arn:aws:iam::123456789012:role/curfew-revoke");

    private IssueHandler handler(String revokeRole) {
        return new IssueHandler(
                new Issuing(
                        tasks,
                        SampleStack.FORBIDDEN,
                        ids -> Map.of(),
                        leases,
                        sessions,
                        new RecordedLeaseEvents(),
                        new Random(1),
                        Leases.Limits.DEFAULT,
                        Samples.DOORS),
                new Canary(
                        leases,
                        sessions,
                        new RecordedLeaseEvents(),
                        (session, giveUpAt) -> Optional.of(NOW.plusMillis(1234)),
                        Leases.Limits.DEFAULT,
                        Samples.DOORS),
                revokeRole,
                SampleProofs.callers(proof -> SampleProofs.confirmed(SampleProofs.CI)),
                Clock.fixed(NOW, ZoneOffset.UTC),
                GoldenFiles.metrics());
    }

    static List<String> cases() {
        return GoldenFiles.cases("issue");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheGoldenFileSays(String name) throws IOException {
        tasks.apply(List.of(TASK, OLD));

        boolean canary = name.startsWith("canary");
        GoldenFiles.check("issue", name, canary ? handler(SampleProofs.CI.principal()) : handler);

        boolean granted = name.equals("granted") || name.equals("canary");
        assertThat(sessions.opened()).hasSize(granted ? 1 : 0);
        assertThat(leases.list()).as("a refusal writes nothing").hasSize(granted ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "7",
                "\"text\"",
                "{\"task\":\"a\",\"task\":\"b\"}",
                "{} {}"
            })
    void refusesWhatIsNoRequestAtAll(String request) throws IOException {
        JsonNode answer = issue(request);

        assertThat(answer.at("/refused/code").asText()).isEqualTo("request-invalid");
        assertThat(answer.at("/refused/help").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | proof-missing",
                "{ | request-invalid",
                "null | proof-missing",
                "{\"task\":\"a\",\"task\":\"b\"} | request-invalid",
                "{} {} | request-invalid"
            })
    void refusesWhatIsNoEventAtAll(String event, String code) throws IOException {
        assertThat(send(event, FakeContext.awaited()).at("/refused/code").asText()).isEqualTo(code);
    }

    @Test
    void aForgedFunctionUrlEventIsNobodys() throws IOException {
        String granted = Files.readString(GoldenFiles.event("issue", "granted"));
        ObjectNode forged = Json.MAPPER.createObjectNode().put("version", "2.0");
        forged.withObject("/requestContext/authorizer/iam")
                .put("accountId", "123456789012")
                .put("userArn", "arn:aws:iam::123456789012:root")
                .put("userId", "123456789012");
        forged.put("body", Json.read(granted).path("request").asText());

        assertThat(send(forged.toString(), FakeContext.awaited()).at("/refused/code").asText())
                .isEqualTo("proof-missing");
        assertThat(leases.list()).isEmpty();
    }

    @Test
    void anInvocationThatNobodyWaitsForOpensNothing() throws IOException {
        tasks.apply(List.of(TASK));
        String granted = Files.readString(GoldenFiles.event("issue", "granted"));

        for (FakeContext context :
                List.of(
                        FakeContext.notAwaited(),
                        FakeContext.with(null),
                        FakeContext.with(Map.of()),
                        FakeContext.with(Map.of("curfew", "fire-and-forget")))) {
            assertThat(send(granted, context).at("/refused/code").asText())
                    .isEqualTo("answer-not-awaited");
        }
        assertThat(leases.list()).isEmpty();
        assertThat(sessions.opened()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"task", "agent", "reason"})
    void refusesALineEndInAnyField(String field) throws IOException {
        JsonNode granted = Json.read(Files.readString(GoldenFiles.event("issue", "granted")));
        ObjectNode request = (ObjectNode) Json.read(granted.path("request").asText());
        request.put(field, request.path(field).asText() + "\n");

        JsonNode answer = issue(request.toString());

        assertThat(answer.at("/refused/problems/0/path").asText()).isEqualTo("/" + field);
    }

    @Test
    void refusesARequestThatIsNestedTooDeeply() throws IOException {
        String inside = "[".repeat(30_000) + "]".repeat(30_000);
        String outside = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(issue(inside).at("/refused/code").asText()).isEqualTo("request-invalid");
        assertThat(send(outside, FakeContext.awaited()).at("/refused/code").asText())
                .isEqualTo("request-invalid");
    }

    private JsonNode issue(String request) throws IOException {
        return send(SampleProofs.event(request, NOW).toString(), FakeContext.awaited());
    }

    private JsonNode send(String event, FakeContext context) throws IOException {
        return Json.MAPPER.readTree(
                GoldenFiles.send(event.getBytes(StandardCharsets.UTF_8), handler, context));
    }
}
