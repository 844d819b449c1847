package dev.curfew.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.curfew.local.slack.SlackPage;
import dev.curfew.local.web.Links;
import dev.curfew.local.web.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The page that stands where Slack would, in a process of its own beside a local cloud. It outlives
 * the command that started it and ends with its cloud.
 */
public final class SlackProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SlackProcess() {}

    /**
     * Starts the page, or takes the one that runs, and has it tell that stack of presses.
     *
     * @throws LocalFailure when it does not come up
     */
    public static SlackConnection start(LocalCloud cloud, String stack, Progress progress) {
        SlackSecrets.Kept kept = SlackSecrets.of(cloud);
        Path file = cloud.workspace().slackFile();
        SlackState state =
                LocalCloud.alone(
                        cloud.workspace(),
                        () -> {
                            Optional<SlackState> before = SlackState.read(file);
                            if (before.isPresent() && before.get().isRunning()) {
                                before.get().with(stack).write(file);
                                return before.get();
                            }
                            return progress.during(
                                    "Starting the page that stands where Slack would",
                                    () -> launch(cloud, stack, kept));
                        });
        return kept.at(state.address());
    }

    /** A link that lets one browser look at the page of that workspace; empty when none runs. */
    public static Optional<URI> link(Workspace workspace) {
        return SlackState.read(workspace.slackFile())
                .filter(SlackState::isRunning)
                .map(state ->
                        Site.link(state.address(), new Links(state.linkKey(), Clock.systemUTC())));
    }

    private static SlackState launch(LocalCloud cloud, String stack, SlackSecrets.Kept kept) {
        Workspace workspace = cloud.workspace();
        try {
            Path log = Files.createDirectories(workspace.logs()).resolve("slack.log");
            int port = freePort();
            String linkKey = Links.newKey();
            Process process = process(workspace, log);
            boolean up = false;
            try {
                var state =
                        new SlackState(
                                process.pid(),
                                Processes.startOf(process.toHandle()),
                                port,
                                linkKey,
                                stack);
                // Its secrets go through a pipe: arguments and environments can be looked at.
                try (Writer to = process.outputWriter()) {
                    to.write(told(cloud, state, kept));
                }
                state.write(workspace.slackFile());
                awaitAnswer(process, state, log);
                up = true;
                return state;
            } finally {
                if (!up) {
                    Processes.end(process.toHandle(), Duration.ofSeconds(3));
                    Files.deleteIfExists(workspace.slackFile());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process process(Workspace workspace, Path log) throws IOException {
        var builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SlackHost.class.getName(),
                                workspace.root().toString(),
                                workspace.state().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "");
        environment.clear();
        environment.put("PATH", path);
        environment.put(Processes.MARK, workspace.state().toString());
        return builder.start();
    }

    private static String told(LocalCloud cloud, SlackState state, SlackSecrets.Kept kept) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("port", state.port())
                .put("linkKey", state.linkKey())
                .put("secret", kept.secret().json())
                .put("cloud", cloud.pid())
                .toString();
    }

    private static void awaitAnswer(Process process, SlackState state, Path log) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            if (answers(state)) {
                return;
            }
            if (!process.isAlive()) {
                break;
            }
            pause();
        }
        throw new LocalFailure(
                "the page that stands where Slack would did not come up",
                "its log `%s` says why; then run this again".formatted(log));
    }

    private static boolean answers(SlackState state) {
        try {
            var connection =
                    (HttpURLConnection)
                            state.address().resolve(SlackPage.HEALTH).toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(2000);
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("the start of the page was interrupted", "start it again", e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
