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
 * @param stacks reached as the caller
 * @param anyStacks reached as the caller or, when that is nobody, in the local cloud that runs
 * @param checks what {@code curfew test} runs
 */
public record Surroundings(
        Terminal terminal,
        InputStream input,
        Clock clock,
        Pause pause,
        Stacks stacks,
        Stacks anyStacks,
        LocalClouds clouds,
        Supplier<List<Check>> checks) {}
