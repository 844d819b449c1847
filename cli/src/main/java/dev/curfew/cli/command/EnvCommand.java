package dev.curfew.cli.command;

import dev.curfew.cli.cloud.LocalAccess;
import dev.curfew.cli.cloud.LocalClouds;
import dev.curfew.cli.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code curfew env}: what points a shell at the local cloud. */
@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = "Prints what points AWS tools at the local cloud: eval \"$(./curfew env)\".")
final class EnvCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final LocalClouds clouds;

    EnvCommand(Terminal terminal, LocalClouds clouds) {
        this.terminal = terminal;
        this.clouds = clouds;
    }

    @Override
    public Integer call() {
        Optional<LocalAccess> running = clouds.running();
        if (running.isEmpty()) {
            terminal.note("no local cloud runs: start one with ./curfew up --detach");
            return ExitCode.REFUSED;
        }
        LocalAccess access = running.get();
        export("AWS_ENDPOINT_URL", access.endpoint().toString());
        export("AWS_REGION", access.region());
        export("AWS_DEFAULT_REGION", access.region());
        export("AWS_ACCESS_KEY_ID", access.accessKeyId());
        export("AWS_SECRET_ACCESS_KEY", access.secretAccessKey());
        // Either would win over the keys above and send the local calls to a real account.
        terminal.line("unset AWS_SESSION_TOKEN AWS_PROFILE");
        return ExitCode.DONE;
    }

    private void export(String name, String value) {
        terminal.line("export " + name + "='" + value.replace("'", "'\\''") + "'");
    }
}
