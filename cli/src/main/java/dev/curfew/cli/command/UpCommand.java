package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.curfew.cli.cloud.LocalAccess;
import dev.curfew.cli.cloud.LocalClouds;
import dev.curfew.cli.terminal.Terminal;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curfew up}: the whole system on this machine. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts a local cloud with Curfew deployed to it.")
final class UpCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final LocalClouds clouds;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Option(names = "--detach", description = "Leave it running until ./curfew down.")
    private boolean detach;

    UpCommand(Terminal terminal, LocalClouds clouds) {
        this.terminal = terminal;
        this.clouds = clouds;
    }

    @Override
    public Integer call() {
        Optional<LocalAccess> running = clouds.running();
        if (running.isPresent()) {
            // It may run without the stack: a start can be killed between the two.
            clouds.detach(stack.name(), terminal::note);
            ready(
                    running.get(),
                    "The local cloud runs already at " + running.get().endpoint() + ".");
        } else if (detach) {
            ready(clouds.detach(stack.name(), terminal::note));
        } else {
            clouds.run(stack.name(), this::readyUntilEnded, terminal::note);
        }
        return ExitCode.DONE;
    }

    private void readyUntilEnded(LocalAccess access) {
        ready(access);
        terminal.note("Ctrl-C ends it.");
    }

    private void ready(LocalAccess access) {
        ready(
                access,
                "The local cloud is at "
                        + access.endpoint()
                        + ", with the stack "
                        + stack.name()
                        + ".");
    }

    private void ready(LocalAccess access, String words) {
        if (json.isGiven()) {
            terminal.json(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("endpoint", access.endpoint().toString())
                            .put("stack", stack.name())
                            .put("slack", clouds.slack().map(URI::toString).orElse(null)));
        } else {
            terminal.line(words);
            toTry();
        }
    }

    private void toTry() {
        terminal.line("");
        terminal.line("Point AWS tools at it, then try:");
        terminal.line("  eval \"$(./curfew env)\"");
        terminal.line("  aws iam create-user --user-name alice");
        terminal.line("  aws lambda list-functions --query 'Functions[].FunctionName'");
        terminal.line("  aws dynamodb list-tables");
        terminal.line("and see what Curfew saw: ./curfew identity list");
        clouds.slack()
                .ifPresent(link -> {
                    terminal.line("");
                    terminal.line(
                            "What Curfew says in Slack is shown here (a link for one browser, for an hour):");
                    terminal.line("  " + link);
                });
    }
}
