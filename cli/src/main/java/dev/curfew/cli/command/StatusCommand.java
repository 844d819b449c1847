package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.cloud.LocalAccess;
import dev.curfew.cli.cloud.LocalClouds;
import dev.curfew.cli.stack.Overview;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curfew status}: what runs. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Says what runs: the local cloud, the stack, its functions, the trail.",
            "Exits with 1 unless the stack stands."
        })
final class StatusCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final LocalClouds clouds;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    StatusCommand(Terminal terminal, LocalClouds clouds, Stacks stacks) {
        this.terminal = terminal;
        this.clouds = clouds;
        this.stacks = stacks;
    }

    @Override
    public Integer call() {
        String name = stack.name(); // wrong use is told before anything else
        Optional<LocalAccess> local = clouds.running();
        if (!json.isGiven()) {
            showCloud(local); // also when the stack cannot be asked for
        }
        Overview overview = stacks.overview(name);
        if (json.isGiven()) {
            terminal.json(document(local, overview));
        } else {
            show(local, overview);
        }
        return overview.stands() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private void showCloud(Optional<LocalAccess> local) {
        terminal.line(
                "local cloud  "
                        + local.map(access -> "runs at " + access.endpoint())
                                .orElse("does not run (./curfew up starts it)"));
        if (local.isPresent()) {
            terminal.line("slack        " + slack());
        }
    }

    private String slack() {
        return clouds.slack()
                .map(link -> "is shown at " + link + " (a link for one browser, for an hour)")
                .orElse("is not shown (./curfew up starts the page)");
    }

    private void show(Optional<LocalAccess> local, Overview overview) {
        String status = overview.status() == null ? "is not deployed" : overview.status();
        terminal.line("stack        " + stack.name() + " at " + overview.where() + ": " + status);
        for (Overview.FunctionState function : overview.functions()) {
            terminal.line("function     " + function.name() + ": " + function.state());
        }
        terminal.line("trail        " + trail(local, overview));
    }

    private static String trail(Optional<LocalAccess> local, Overview overview) {
        if (!overview.trails().isEmpty()) {
            return String.join(", ", overview.trails());
        }
        return isLocal(local, overview)
                ? "the local cloud plays one"
                : "none that logs: no new identity reaches Curfew (deploy with CreateTrail=true)";
    }

    private static boolean isLocal(Optional<LocalAccess> local, Overview overview) {
        return local.map(access -> access.endpoint().toString().equals(overview.where()))
                .orElse(false);
    }

    private ObjectNode document(Optional<LocalAccess> local, Overview overview) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("localCloud", local.map(access -> access.endpoint().toString()).orElse(null));
        ObjectNode about = document.putObject("stack");
        about.put("name", stack.name());
        about.put("where", overview.where());
        about.put("status", overview.status());
        about.put("stands", overview.stands());
        ArrayNode functions = about.putArray("functions");
        for (Overview.FunctionState function : overview.functions()) {
            functions.addObject().put("name", function.name()).put("state", function.state());
        }
        ArrayNode trails = document.putArray("trails");
        overview.trails().forEach(trails::add);
        return document;
    }
}
