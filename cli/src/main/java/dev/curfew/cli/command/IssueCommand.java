package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curfew issue}: a credential for one task. */
@Command(
        name = "issue",
        mixinStandardHelpOptions = true,
        description = "Issues a credential for one task.",
        footer = {
            "%nWith --json the credential is printed in the form of an AWS credential_process; without it, it is",
            "shown what was issued, and the secret stays unprinted. To run a command with a lease there is",
            "./curfew exec, for programs of your own ./curfew serve and credential-process."
        })
final class IssueCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final Input input;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();
    @Mixin private LeaseOptions asked = new LeaseOptions();
    @Mixin private PrintRequestOption print = new PrintRequestOption();

    IssueCommand(Terminal terminal, Stacks stacks, Input input) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.input = input;
    }

    @Override
    public Integer call() {
        JsonNode request = asked.request(input);
        Stack opened = stack.open(stacks);
        if (print.isGiven()) {
            LeaseAnswers.print(terminal, opened.prepare(Function.ISSUE, request));
            return ExitCode.DONE;
        }
        return switch (opened.invoke(Function.ISSUE, request)) {
            case Answer.Refused(var refusal) -> Refusals.tell(terminal, refusal);
            case Answer.Done(JsonNode lease) -> {
                if (json.isGiven()) {
                    terminal.json(lease);
                } else {
                    LeaseAnswers.show(terminal, lease);
                }
                yield ExitCode.DONE;
            }
        };
    }
}
