package dev.curfew.cli.demo;

import dev.curfew.cli.cloud.LocalClouds;
import dev.curfew.cli.command.Commands;
import dev.curfew.cli.command.Pause;
import dev.curfew.cli.command.Surroundings;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** Runs commands as a person would, and catches what they print. */
final class Shell {

    private final Stacks stacks;
    private final LocalClouds clouds;
    private final Clock clock;
    private final Pause pause;

    Shell(Stacks stacks, LocalClouds clouds, Clock clock, Pause pause) {
        this.stacks = stacks;
        this.clouds = clouds;
        this.clock = clock;
        this.pause = pause;
    }

    /** The shell of someone with other credentials. */
    Shell with(Stacks others) {
        return new Shell(others, clouds, clock, pause);
    }

    /** How a command ended. What it printed may hold a credential, so it stays out of text. */
    record Ended(int exit, String out, String err) {
        @Override
        public String toString() {
            return "Ended[" + exit + "]";
        }
    }

    Ended run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        int exit =
                Commands.line(
                                new Surroundings(
                                        terminal,
                                        InputStream.nullInputStream(),
                                        clock,
                                        pause,
                                        stacks,
                                        stacks,
                                        clouds,
                                        List::of))
                        .execute(words);
        return new Ended(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
