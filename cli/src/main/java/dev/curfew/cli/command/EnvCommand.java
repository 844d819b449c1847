package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.cloud.LocalAccess;
import dev.curfew.cli.cloud.LocalClouds;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.refusal.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curfew env}: what points a shell at the local cloud. */
@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = "Prints what points AWS tools at the local cloud: eval \"$(./curfew env)\".")
final class EnvCommand implements Callable<Integer> {

    /** Either would win over the keys and send the local calls to a real account. */
    private static final List<String> UNSET = List.of("AWS_SESSION_TOKEN", "AWS_PROFILE");

    private final Terminal terminal;
    private final LocalClouds clouds;
    @Mixin private JsonOption json = new JsonOption();

    EnvCommand(Terminal terminal, LocalClouds clouds) {
        this.terminal = terminal;
        this.clouds = clouds;
    }

    @Override
    public Integer call() {
        Optional<LocalAccess> running = clouds.running();
        if (running.isEmpty()) {
            return Refusals.tell(
                    terminal,
                    new Refusal(
                            "no-local-cloud",
                            "no local cloud runs",
                            "start one with ./curfew up --detach"));
        }
        Map<String, String> variables = variables(running.get());
        if (json.isGiven()) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ObjectNode set = answer.putObject("set");
            variables.forEach(set::put);
            UNSET.forEach(answer.putArray("unset")::add);
            terminal.json(answer);
        } else {
            variables.forEach(this::export);
            terminal.line("unset " + String.join(" ", UNSET));
        }
        return ExitCode.DONE;
    }

    private static Map<String, String> variables(LocalAccess access) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ENDPOINT_URL", access.endpoint().toString());
        variables.put("AWS_REGION", access.region());
        variables.put("AWS_DEFAULT_REGION", access.region());
        variables.put("AWS_ACCESS_KEY_ID", access.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", access.secretAccessKey());
        return variables;
    }

    private void export(String name, String value) {
        terminal.line("export " + name + "='" + value.replace("'", "'\\''") + "'");
    }
}
