package dev.curfew.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskDocumentTest {

    private static final String VALID =
            """
            {"name": "read-orders", "description": "Reads the orders queue",
             "roles": ["arn:aws:iam::123456789012:role/curfew/orders-reader"],
             "ceiling": {"Version": "2012-10-17",
                         "Statement": [{"Effect": "Allow", "Action": "sqs:ReceiveMessage",
                                        "Resource": "arn:aws:sqs:us-east-1:123456789012:orders"}]},
             "longestDuration": "20m",
             "requesters": ["arn:aws:iam::123456789012:role/ci-*"],
             "networks": ["203.0.113.0/24", "2001:db8::/32", "vpc-0a1b2c3d"]}
            """;

    @Test
    void readsATaskWithItsDefaults() {
        Task task = ((TaskDocument.Read.Valid) TaskDocument.read(Json.read(VALID))).task();

        assertThat(task.name()).isEqualTo("read-orders");
        assertThat(task.longestDuration()).isEqualTo(Duration.ofMinutes(20));
        assertThat(task.delegationDepth()).isEqualTo(3);
        assertThat(task.networks()).hasSize(3);
    }

    @Test
    void whatIsWrittenReadsAsTheSameTask() {
        TaskDocument.Read read = TaskDocument.read(Json.read(VALID));

        assertThat(TaskDocument.read(TaskDocument.write(((TaskDocument.Read.Valid) read).task())))
                .isEqualTo(read);
    }

    @Test
    void theNameOfCurfewsOwnSessionsIsTaken() {
        ObjectNode document = (ObjectNode) Json.read(VALID);
        document.put("name", "curfew-canary");

        assertThat(((TaskDocument.Read.Invalid) TaskDocument.read(document)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("/name"));
    }

    @Test
    void namesEveryProblemAtOnce() {
        ObjectNode document = (ObjectNode) Json.read(VALID);
        document.put("name", "Read Orders").put("longestDuration", "2h").put("owner", "me");
        document.putArray("roles").add("arn:aws:iam::123456789012:role/admin");
        document.remove("requesters");
        document.putArray("networks").add("10.0.0.0/33");
        document.putObject("ceiling").put("Statement", "none");

        TaskDocument.Read.Invalid invalid = (TaskDocument.Read.Invalid) TaskDocument.read(document);

        assertThat(invalid.problems())
                .extracting(problem -> problem.path())
                .contains("", "/name", "/longestDuration", "/owner", "/roles/0", "/networks/0")
                .anyMatch(path -> path.startsWith("/ceiling"));
        assertThat(invalid.problems())
                .allSatisfy(problem -> assertThat(problem.help()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "/name, -bad",
        "/longestDuration, PT0S",
        "/longestDuration, PT10.5S",
        "/longestDuration, soon",
        "/delegationDepth, 6",
        "/networks, everywhere",
        "/description, 7"
    })
    void refusesWhatCannotBe(String path, String value) {
        ObjectNode document = (ObjectNode) Json.read(VALID);
        document.set(path.substring(1), scalar(value));

        TaskDocument.Read read = TaskDocument.read(document);

        assertThat(read).isInstanceOf(TaskDocument.Read.Invalid.class);
        assertThat(((TaskDocument.Read.Invalid) read).problems())
                .allSatisfy(problem -> assertThat(problem.path()).startsWith(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\u2028", "\u0085", "\u202e", "\u009b"})
    void aLineEndOrAControlCharacterIsNoPartOfAnyText(String more) {
        for (String field : List.of("name", "description")) {
            ObjectNode document = (ObjectNode) Json.read(VALID);
            document.put(field, "read-orders" + more);

            assertThat(TaskDocument.read(document))
                    .as(field)
                    .isInstanceOf(TaskDocument.Read.Invalid.class);
        }
        for (String field : List.of("roles", "requesters", "networks")) {
            ObjectNode document = (ObjectNode) Json.read(VALID);
            String valid = document.path(field).get(0).asText();
            document.putArray(field).add(valid + more);

            assertThat(TaskDocument.read(document))
                    .as(field)
                    .isInstanceOf(TaskDocument.Read.Invalid.class);
        }
    }

    private static com.fasterxml.jackson.databind.JsonNode scalar(String value) {
        return value.matches("[0-9]+")
                ? Json.MAPPER.getNodeFactory().numberNode(Integer.parseInt(value))
                : Json.MAPPER.getNodeFactory().textNode(value);
    }
}
