package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.PlanDocument;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curfew sweep}: reconciles the inventory now, and lets the limits act. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description = {
            "Reconciles the inventory with the account now, decides by the limits, and acts.",
            "Once a day this happens by itself. What is not enforced is only shown."
        })
final class SweepCommand implements Callable<Integer> {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Terminal terminal;
    private final Stacks stacks;
    private final Pause pause;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Option(names = "--plan", description = "Show what would be done, and do nothing.")
    private boolean planOnly;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "10m",
            converter = DurationConverter.class,
            description = "How long to wait for the plan; ${DEFAULT-VALUE} unless given.")
    private Duration patience = Duration.ofMinutes(10);

    SweepCommand(Terminal terminal, Stacks stacks, Pause pause) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.pause = pause;
    }

    @Override
    public Integer call() {
        Stack opened = stack.open(stacks);
        ObjectNode request = Operations.request("sweep").put("execute", !planOnly);
        return switch (opened.invoke(Function.OPERATE, request)) {
            case Answer.Refused(var refusal) -> Refusals.tell(terminal, refusal);
            case Answer.Done(JsonNode done) -> {
                tell(plan(opened, done.at("/requested/run").asText()));
                yield ExitCode.DONE;
            }
        };
    }

    private Plan plan(Stack opened, String run) {
        for (long looks = patience.dividedBy(BETWEEN_LOOKS); ; looks--) {
            Optional<Plan> plan = opened.plan(run);
            if (plan.isPresent()) {
                return plan.get();
            }
            if (looks <= 0) {
                throw new Trouble(
                        "sweep " + run + " has no plan after " + Times.length(patience),
                        "it goes on; see the log group of sweep, and its queue of what failed");
            }
            pause.of(BETWEEN_LOOKS);
        }
    }

    private void tell(Plan plan) {
        if (json.isGiven()) {
            terminal.json(PlanDocument.write(plan));
        } else {
            Plans.tell(terminal, plan);
        }
    }
}
