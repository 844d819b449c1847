package dev.curfew.cli.command;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Invocation;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.document.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curfew issue}: a credential for one task. */
@Command(
        name = "issue",
        mixinStandardHelpOptions = true,
        description = "Issues a credential for one task.",
        footer = {
            "%nWith --json the credential is printed in the form of an AWS credential_process, so a profile can say",
            "  credential_process = /path/to/curfew issue --task T --scope /path/to/scope.json --json",
            "Without --json it is shown what was issued, and the secret stays unprinted."
        })
final class IssueCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final Input input;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

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

    IssueCommand(Terminal terminal, Stacks stacks, Input input) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.input = input;
    }

    @Override
    public Integer call() {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("task", task);
        request.put("agent", agent);
        request.set("scope", policy(input.text(scope)));
        request.put("duration", duration.toString());
        request.put("reason", reason);
        Stack opened = stack.open(stacks);
        return printRequest
                ? print(opened.prepare(Function.ISSUE, request))
                : issue(opened, request);
    }

    private int print(Invocation invocation) {
        terminal.json(invocation.payload());
        terminal.note(
                "To send it, once and within five minutes, with what is printed above in request.json:");
        terminal.note(
                "aws lambda invoke --function-name "
                        + invocation.function()
                        + " --cli-binary-format raw-in-base64-out --client-context "
                        + invocation.clientContext()
                        + " --payload file://request.json answer.json");
        return ExitCode.DONE;
    }

    private int issue(Stack opened, JsonNode request) {
        return switch (opened.invoke(Function.ISSUE, request)) {
            case Answer.Refused(var refusal) -> Refusals.tell(terminal, refusal);
            case Answer.Done(JsonNode lease) -> {
                if (json.isGiven()) {
                    terminal.json(lease);
                } else {
                    show(lease);
                }
                yield ExitCode.DONE;
            }
        };
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

    private void show(JsonNode lease) {
        Instant end = Instant.parse(lease.path("expiresAt").asText());
        terminal.line("lease    " + lease.path("lease").asText());
        terminal.line("task     " + lease.path("task").asText());
        terminal.line("ends     " + Times.at(end));
        terminal.line(
                "key      " + lease.path("AccessKeyId").asText() + " (its secret is not shown)");
        terminal.line("policy   " + lease.path("sessionPolicy"));
        terminal.note(
                "To use a credential, ask with --json, or name this command as credential_process in an AWS profile"
                        + " (curfew issue --help).");
        terminal.note("To end this one now: ./curfew release " + lease.path("lease").asText());
    }
}
