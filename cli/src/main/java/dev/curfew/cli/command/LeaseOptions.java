package dev.curfew.cli.command;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.core.document.Json;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What a lease is asked for with. */
final class LeaseOptions {

    @Option(
            names = "--task",
            required = true,
            paramLabel = "T",
            description = "The task of the catalogue.")
    private String task = "";

    @Option(
            names = "--scope",
            required = true,
            paramLabel = "FILE",
            description =
                    "The IAM policy document that says what the task needs now; - reads standard input.")
    private Path scope = Path.of("-");

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "5m",
            converter = DurationConverter.class,
            description = "How long, such as 10s, 5m or PT1H; 5m unless given.")
    private Duration duration = Duration.ofMinutes(5);

    @Option(
            names = "--agent",
            paramLabel = "LABEL",
            defaultValue = "${sys:user.name}",
            description = "Whom it is for, as people will read it; your user name unless given.")
    private String agent = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "asked for on the command line",
            description = "What it is for.")
    private String reason = "";

    @Option(
            names = "--print-request",
            description =
                    "Print the signed request instead of sending it, for those who invoke the function themselves.")
    private boolean printRequest;

    boolean isPrinted() {
        return printRequest;
    }

    /** The request that {@code issue} takes. */
    ObjectNode request(Input input) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("task", task);
        request.put("agent", agent);
        request.set("scope", policy(input.text(scope)));
        request.put("duration", duration.toString());
        request.put("reason", reason);
        return request;
    }

    private JsonNode policy(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            JsonLocation at = notJson.getLocation();
            throw new Trouble(
                    Input.name(scope)
                            + ":"
                            + (at == null ? 1 : at.getLineNr())
                            + ": this is not JSON: "
                            + notJson.getOriginalMessage().replaceAll("\\R", " "),
                    "give an IAM policy document, such as {\"Version\": \"2012-10-17\", \"Statement\": [...]}",
                    notJson);
        }
    }
}
