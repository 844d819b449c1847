package dev.curfew.cli.command;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.core.document.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a lease is asked for with. */
final class LeaseOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--task",
            required = true,
            paramLabel = "T",
            description = "The task of the catalogue.")
    private String task = "";

    @Option(
            names = "--scope",
            paramLabel = "FILE",
            description =
                    "The IAM policy document that says what the task needs now; - reads standard input.")
    private @Nullable Path scope;

    @Option(
            names = "--allow",
            paramLabel = "'ACTION RESOURCE'",
            description = {
                "Instead of --scope: what the task needs now, such as",
                "'sqs:SendMessage arn:aws:sqs:us-east-1:123456789012:orders'. Several actions are",
                "separated by commas, several resources by spaces; may be given again."
            })
    private List<String> allowed = new ArrayList<>();

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

    Duration duration() {
        return duration;
    }

    /** The request that {@code issue} takes. */
    ObjectNode request(Input input) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("task", task);
        request.put("agent", agent);
        request.set("scope", policy(input));
        request.put("duration", duration.toString());
        request.put("reason", reason);
        return request;
    }

    private JsonNode policy(Input input) {
        Path file = scope;
        if ((file == null) == allowed.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "give either --scope FILE or --allow 'ACTION RESOURCE': no lease is for everything"
                            + " that its task could do");
        }
        return file == null ? statements() : policy(file, input.text(file));
    }

    private ObjectNode statements() {
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        ArrayNode statements = policy.putArray("Statement");
        for (String text : allowed) {
            String[] words = text.strip().split("\\s+", -1);
            ObjectNode statement = statements.addObject().put("Effect", "Allow");
            ArrayNode actions = statement.putArray("Action");
            for (String action : words[0].split(",", -1)) {
                actions.add(action);
            }
            ArrayNode resources = statement.putArray("Resource");
            for (int index = 1; index < words.length; index++) {
                resources.add(words[index]);
            }
            if (resources.isEmpty() || words[0].startsWith("arn:")) {
                throw new ParameterException(
                        spec.commandLine(),
                        "`" + text + "` is not an action and a resource with a space between them");
            }
        }
        return policy;
    }

    private static JsonNode policy(Path file, String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            JsonLocation at = notJson.getLocation();
            throw new Trouble(
                    Input.name(file)
                            + ":"
                            + (at == null ? 1 : at.getLineNr())
                            + ": this is not JSON: "
                            + notJson.getOriginalMessage().replaceAll("\\R", " "),
                    "give an IAM policy document, such as {\"Version\": \"2012-10-17\", \"Statement\": [...]}",
                    notJson);
        }
    }
}
