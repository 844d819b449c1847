package dev.curfew.cli.command;

import dev.curfew.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Runs command lines against fakes. */
final class Run {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T09:30:00Z"), ZoneOffset.UTC);

    final FakeStacks stacks = new FakeStacks();
    final FakeClouds clouds = new FakeClouds();
    final List<Check> checks = new ArrayList<>();
    String input = "";

    record Ended(int exit, String out, String err) {}

    Ended line(String... words) {
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
                                        new ByteArrayInputStream(
                                                input.getBytes(StandardCharsets.UTF_8)),
                                        CLOCK,
                                        length -> stacks.paused++,
                                        stacks,
                                        stacks,
                                        clouds,
                                        () -> checks))
                        .execute(words);
        return new Ended(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
