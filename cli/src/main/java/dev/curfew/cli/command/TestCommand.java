package dev.curfew.cli.command;

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

/** {@code curfew test}: every check there is. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Runs every check: the build with its tests, and the lints of the templates.")
final class TestCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;
    private final Supplier<List<Check>> checks;

    TestCommand(Terminal terminal, Clock clock, Supplier<List<Check>> checks) {
        this.terminal = terminal;
        this.clock = clock;
        this.checks = checks;
    }

    @Override
    public Integer call() {
        boolean allPass = true;
        List<String> skipped = new ArrayList<>();
        for (Check check : checks.get()) {
            terminal.note("--- " + check.name());
            Instant start = clock.instant();
            boolean passes = check.passes();
            String took = Times.length(Duration.between(start, clock.instant()));
            terminal.line((passes ? "passed: " : "FAILED: ") + check.name() + " (" + took + ")");
            allPass &= passes;
            check.skips().ifPresent(skipped::add);
        }
        skipped.forEach(what -> terminal.line("skipped: " + what));
        return allPass ? ExitCode.DONE : ExitCode.REFUSED;
    }
}
