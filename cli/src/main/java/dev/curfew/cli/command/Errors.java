package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.terminal.Terminal;

/** How an error is told: what could not be found out, or was not understood. */
final class Errors {

    private Errors() {}

    /** Tells it and answers the exit code. */
    static int tell(Terminal terminal, String who, String message, String help) {
        terminal.note(who + ": " + message);
        terminal.note("help: " + help);
        document(terminal, message, help);
        return ExitCode.ERROR;
    }

    /** Tells it to programs alone, to which {@code --json} gives the answer. */
    static void document(Terminal terminal, String message, String help) {
        terminal.failure(() -> {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.putObject("error").put("message", message).put("help", help);
            return answer;
        });
    }
}
