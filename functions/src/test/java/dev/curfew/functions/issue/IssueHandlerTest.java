package dev.curfew.functions.issue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.FakeSessions;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.Issuing;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.task.InMemoryTasks;
import dev.curfew.core.task.SampleStack;
import dev.curfew.core.task.Task;
import dev.curfew.core.task.TaskDocument;
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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssueHandlerTest {

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
                                             "requesters": ["arn:aws:iam::123456789012:root"]}
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
    private final IssueHandler handler =
            new IssueHandler(
                    new Issuing(
                            tasks,
                            SampleStack.FORBIDDEN,
                            leases,
                            sessions,
                            new RecordedLeaseEvents(),
                            new Random(1),
                            Leases.Limits.DEFAULT),
                    Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC),
                    GoldenFiles.metrics());

    static List<String> cases() {
        return GoldenFiles.cases("issue");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheGoldenFileSays(String name) throws IOException {
        tasks.apply(List.of(TASK, OLD));

        GoldenFiles.check("issue", name, handler);

        boolean granted = name.equals("granted");
        assertThat(sessions.opened()).hasSize(granted ? 1 : 0);
        assertThat(leases.all()).as("a refusal writes nothing").hasSize(granted ? 1 : 0);
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
    void refusesWhatIsNoRequestAtAll(String event) throws IOException {
        JsonNode answer =
                Json.MAPPER.readTree(
                        GoldenFiles.send(event.getBytes(StandardCharsets.UTF_8), handler));

        assertThat(answer.at("/refused/code").asText()).isEqualTo("request-invalid");
        assertThat(answer.at("/refused/help").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"task", "agent", "reason"})
    void refusesALineEndInAnyField(String field) throws IOException {
        ObjectNode request =
                (ObjectNode) Json.read(Files.readString(GoldenFiles.event("issue", "granted")));
        request.put(field, request.path(field).asText() + "\n");

        JsonNode answer =
                Json.MAPPER.readTree(
                        GoldenFiles.send(
                                request.toString().getBytes(StandardCharsets.UTF_8), handler));

        assertThat(answer.at("/refused/problems/0/path").asText()).isEqualTo("/" + field);
    }

    @Test
    void refusesARequestThatIsNestedTooDeeply() throws IOException {
        String bomb = "[".repeat(100_000) + "]".repeat(100_000);

        JsonNode answer =
                Json.MAPPER.readTree(
                        GoldenFiles.send(bomb.getBytes(StandardCharsets.UTF_8), handler));

        assertThat(answer.at("/refused/code").asText()).isEqualTo("request-invalid");
    }
}
