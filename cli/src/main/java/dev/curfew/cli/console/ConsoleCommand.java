package dev.curfew.cli.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.curfew.cli.child.Signals;
import dev.curfew.cli.command.ExitCode;
import dev.curfew.cli.command.JsonOption;
import dev.curfew.cli.command.StackOption;
import dev.curfew.cli.stack.Overview;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.cli.terminal.Terminal;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curfew console}: pages to look at and to act on, until it is stopped. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = {
            "Shows leases, delegations, identities, findings and journals of the deployed stack on pages of",
            "this machine, and revokes, releases, restores and exempts from there, with your own AWS",
            "credentials or, where there are none, on the local cloud. Ctrl-C stops it."
        },
        footer = {
            "%nIt prints a link that lets one browser in, once and within an hour. It opens no browser by itself:",
            "the link would stand in the list of processes, which others on this machine can read."
        })
public final class ConsoleCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final Clock clock;
    private final Signals signals;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "The port of 127.0.0.1 to listen on; any that is free unless given.")
    private int port;

    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    /**
     * @param signals what stops it
     */
    public ConsoleCommand(Terminal terminal, Stacks stacks, Clock clock, Signals signals) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.clock = clock;
        this.signals = signals;
    }

    @Override
    public Integer call() {
        Stack opened = stack.open(stacks);
        Where where = new Where(stack.name(), place(), caller(opened));
        CountDownLatch stopped = new CountDownLatch(1);
        signals.to(_ -> stopped.countDown());
        try (Console console = open(opened, where)) {
            tell(console.link(), where);
            stopped.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }

    private Console open(Stack opened, Where where) {
        if (port < 0 || port > 65_535) {
            throw new Trouble("`" + port + "` is no port", "give one from 1 to 65535, or none");
        }
        try {
            return Console.open(port, opened, where, clock);
        } catch (UncheckedIOException taken) {
            throw new Trouble(
                    "port " + port + " of 127.0.0.1 cannot be listened on",
                    "give another with --port, or none for any that is free",
                    taken);
        }
    }

    /** Where the stack is. Who may not ask that much may still look at what their AWS allows. */
    private String place() {
        Overview overview;
        try {
            overview = stacks.overview(stack.name());
        } catch (Trouble notAllowed) {
            terminal.note("curfew console: " + notAllowed.getMessage());
            return "a place that is not known";
        }
        if (overview.status() == null) {
            throw new Trouble(
                    "there is no stack `" + stack.name() + "` in " + overview.where(),
                    "name another with --stack, or deploy it; ./curfew up does so locally");
        }
        return overview.where();
    }

    private static String caller(Stack opened) {
        try {
            return opened.caller();
        } catch (Trouble unknown) {
            return "?";
        }
    }

    private void tell(URI link, Where where) {
        if (json.isGiven()) {
            terminal.json(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("link", link.toString())
                            .put("stack", where.stack())
                            .put("where", where.place()));
            return;
        }
        terminal.line(link.toString());
        terminal.note(
                "The stack "
                        + where.stack()
                        + " in "
                        + where.place()
                        + " is shown there, to one browser, which must open the link within an hour.");
        terminal.note("Whoever has that browser acts as you. Ctrl-C stops it.");
    }
}
