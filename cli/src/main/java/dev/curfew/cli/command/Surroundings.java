package dev.curfew.cli.command;

import dev.curfew.cli.cloud.LocalClouds;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * Everything the commands touch outside themselves.
 *
 * @param checks what {@code curfew test} runs
 */
public record Surroundings(
        Terminal terminal,
        InputStream input,
        Clock clock,
        Stacks stacks,
        LocalClouds clouds,
        Supplier<List<Check>> checks) {}
