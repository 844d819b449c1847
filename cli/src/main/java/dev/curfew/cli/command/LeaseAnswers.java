package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.stack.Invocation;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.lease.Lineage;
import java.time.Instant;

/** How a lease that was asked for is told. */
final class LeaseAnswers {

    private LeaseAnswers() {}

    /** Tells of a lease that was issued, its secret left out. */
    static void show(Terminal terminal, JsonNode lease) {
        String id = lease.path("lease").asText();
        Lineage lineage = Lineage.parse(lease.path("lineage").asText());
        terminal.line("lease    " + id);
        if (lineage.depth() > 0) {
            terminal.line("lineage  " + Standing.chain(lineage));
        }
        terminal.line("task     " + lease.path("task").asText());
        terminal.line("ends     " + Times.at(Instant.parse(lease.path("expiresAt").asText())));
        terminal.line(
                "key      " + lease.path("AccessKeyId").asText() + " (its secret is not shown)");
        terminal.line("policy   " + lease.path("sessionPolicy"));
        terminal.note(
                "To use a credential, ask with --json, or let ./curfew exec run a command with one.");
        terminal.note("To end this one now: ./curfew release " + id);
    }

    /** Prints a signed request, and how to send it. */
    static void print(Terminal terminal, Invocation invocation) {
        terminal.json(invocation.payload());
        terminal.note(
                "To send it, once and within five minutes, with what is printed above in request.json:");
        terminal.note(
                "aws lambda invoke --function-name "
                        + invocation.function()
                        + " --cli-binary-format raw-in-base64-out --client-context "
                        + invocation.clientContext()
                        + " --payload file://request.json answer.json");
    }
}
