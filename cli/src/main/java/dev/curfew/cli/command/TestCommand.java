package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curfew test}: every check there is. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Runs every check: the build with its tests, and the lints of the templates.")
final class TestCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;
    private final Supplier<List<Check>> checks;
    @Mixin private JsonOption json = new JsonOption();

    TestCommand(Terminal terminal, Clock clock, Supplier<List<Check>> checks) {
        this.terminal = terminal;
        this.clock = clock;
        this.checks = checks;
    }

    @Override
    public Integer call() {
        boolean allPass = true;
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode all = answer.putArray("checks");
        List<String> skipped = new ArrayList<>();
        for (Check check : checks.get()) {
            terminal.note("--- " + check.name());
            Instant start = clock.instant();
            boolean passes = check.passes();
            Duration took = Duration.between(start, clock.instant());
            all.addObject()
                    .put("check", check.name())
                    .put("passed", passes)
                    .put("seconds", took.toSeconds());
            tell(
                    (passes ? "passed: " : "FAILED: ")
                            + check.name()
                            + " ("
                            + Times.length(took)
                            + ")");
            allPass &= passes;
            check.skips().ifPresent(skipped::add);
        }
        skipped.forEach(what -> tell("skipped: " + what));
        if (json.isGiven()) {
            skipped.forEach(answer.putArray("skipped")::add);
            terminal.json(answer);
        }
        return allPass ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private void tell(String what) {
        if (json.isGiven()) {
            terminal.note(what);
        } else {
            terminal.line(what);
        }
    }
}
