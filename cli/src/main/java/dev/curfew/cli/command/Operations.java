package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.terminal.Terminal;
import java.util.function.Consumer;

/** How {@code operate} is asked. */
final class Operations {

    private Operations() {}

    static ObjectNode request(String operation) {
        return JsonNodeFactory.instance.objectNode().put("operation", operation);
    }

    /**
     * Asks, tells the answer, and answers the exit code.
     *
     * @param tell tells a person what was done
     */
    static int ask(
            Stack stack,
            JsonNode request,
            Terminal terminal,
            JsonOption json,
            Consumer<JsonNode> tell) {
        return switch (stack.invoke(Function.OPERATE, request)) {
            case Answer.Refused(var refusal) -> Refusals.tell(terminal, refusal);
            case Answer.Done(JsonNode done) -> {
                if (json.isGiven()) {
                    terminal.json(done);
                } else {
                    tell.accept(done);
                }
                yield ExitCode.DONE;
            }
        };
    }
}
