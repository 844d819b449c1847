package dev.curfew.cli;

import dev.curfew.cli.command.Commands;
import dev.curfew.cli.command.Surroundings;
import dev.curfew.cli.demo.DemoCommand;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.wiring.Access;
import dev.curfew.cli.wiring.AwsStacks;
import dev.curfew.cli.wiring.Checkout;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine;

/** The command, wired to the real world. */
final class Curfew {

    private Curfew() {}

    static CommandLine line(Terminal terminal, InputStream input) {
        Checkout checkout = Checkout.ofThisProcess();
        Clock clock = Clock.systemUTC();
        return Commands.line(
                new Surroundings(
                        terminal,
                        input,
                        clock,
                        new AwsStacks(Access::ofCaller),
                        null,
                        List::of),
                new DemoCommand(terminal, clock, null, null));
    }
}
