package dev.curfew.cli;

import dev.curfew.cli.child.Machine;
import dev.curfew.cli.cloud.LocalClouds;
import dev.curfew.cli.command.Commands;
import dev.curfew.cli.command.CredentialProcessCommand;
import dev.curfew.cli.command.ExecCommand;
import dev.curfew.cli.command.Pause;
import dev.curfew.cli.command.ScanCommand;
import dev.curfew.cli.command.ServeCommand;
import dev.curfew.cli.command.Surroundings;
import dev.curfew.cli.console.ConsoleCommand;
import dev.curfew.cli.demo.DemoCommand;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.wiring.Access;
import dev.curfew.cli.wiring.AwsScannedAccounts;
import dev.curfew.cli.wiring.AwsStacks;
import dev.curfew.cli.wiring.Checkout;
import dev.curfew.cli.wiring.CheckoutChecks;
import dev.curfew.cli.wiring.CheckoutClouds;
import dev.curfew.cli.wiring.CheckoutDemoClouds;
import dev.curfew.cli.wiring.ProcessSignals;
import java.io.Console;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine;

/** The command, wired to the real world. */
final class Curfew {

    private Curfew() {}

    static CommandLine line(Terminal terminal, InputStream input) {
        Checkout checkout = Checkout.ofThisProcess();
        Clock clock = Clock.systemUTC();
        Machine machine = machine();
        AwsStacks own = new AwsStacks(Access::ofCaller);
        LocalClouds clouds = new CheckoutClouds(checkout);
        AwsStacks any = new AwsStacks(() -> Access.ofCallerOr(clouds::running));
        return Commands.line(
                new Surroundings(
                        terminal,
                        input,
                        clock,
                        Pause::really,
                        own,
                        any,
                        clouds,
                        () -> CheckoutChecks.of(checkout, terminal::note)),
                new DemoCommand(terminal, clock, new CheckoutDemoClouds(checkout), clouds),
                new ScanCommand(
                        terminal,
                        input,
                        clock,
                        Pause::really,
                        new AwsScannedAccounts(Access::ofCaller),
                        Optional.ofNullable(System.console())
                                .map(Console::isTerminal)
                                .orElse(false)),
                new ExecCommand(terminal, own, input, clock, machine),
                new ServeCommand(terminal, own, input, clock, machine),
                new CredentialProcessCommand(terminal, own, input, machine),
                new ConsoleCommand(terminal, any, clock, machine.signals()));
    }

    /** The part of it that SDKs run, and wait for. */
    static CommandLine credentialProcess(Terminal terminal, InputStream input) {
        return Commands.lineOf(
                terminal,
                new CredentialProcessCommand(
                        terminal, new AwsStacks(Access::ofCaller), input, machine()));
    }

    private static Machine machine() {
        return new Machine(
                System.getenv(),
                Path.of(System.getProperty("user.home", "/")),
                new ProcessSignals());
    }
}
