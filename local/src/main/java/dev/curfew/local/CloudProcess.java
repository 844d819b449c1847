package dev.curfew.local;

import dev.curfew.local.CloudOptions.Lifetime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The start of the cloud's server process. */
final class CloudProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Workspace workspace;
    private final CloudOptions options;
    private final PythonEnvironment python;

    CloudProcess(Workspace workspace, CloudOptions options, PythonEnvironment python) {
        this.workspace = workspace;
        this.options = options;
        this.python = python;
    }

    /** Returns when the server answers; when it does not, it is ended. */
    CloudState start() {
        try {
            Files.createDirectories(workspace.temporary());
            Path log = freshLog();
            int port = freePort();
            Process process = launch(port, log);
            // Ctrl-C during the start must not leave it running.
            Thread killer = new Thread(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(killer);
            boolean up = false;
            try {
                var state =
                        new CloudState(
                                process.pid(),
                                Processes.startOf(process.toHandle()),
                                port,
                                options.dataEvents(),
                                Instant.now());
                // Before it answers: a launcher killed here leaves a trace by which the next start
                // finds it.
                state.write(workspace.stateFile());
                awaitAnswer(process, port, log);
                up = true;
                return state;
            } finally {
                if (!up) {
                    Processes.end(process.toHandle(), Duration.ofSeconds(3));
                    Processes.endLeftovers(workspace.state());
                    Files.deleteIfExists(workspace.stateFile());
                }
                forget(killer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch(int port, Path log) throws IOException {
        var builder =
                new ProcessBuilder(python.program("python").toString(), "-m", "curfew_cloud")
                        .directory(workspace.state().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        // Functions inherit this environment, so it holds nothing of the person's own.
        Map<String, String> own = Map.copyOf(environment);
        environment.clear();
        Stream.of("PATH", "HOME", "LANG", "LC_ALL", "TZ")
                .filter(own::containsKey)
                .forEach(name ->
                        environment.put(name, Optional.ofNullable(own.get(name)).orElse("")));
        environment.put("TMPDIR", workspace.temporary().toString());
        environment.put("PYTHONPATH", workspace.python().toString());
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("PYTHONUNBUFFERED", "1");
        environment.put("AUTH", "true");
        environment.put("BIND_HOST", "127.0.0.1");
        environment.put("GATEWAY_PORT", Integer.toString(port));
        environment.put("MINISTACK_REGION", LocalCloud.REGION.id());
        environment.put("IOT_MTLS_ENABLED", "0");
        environment.put("SFTP_ENABLED", "0");
        // It looks for containers to remove; there are none of ours.
        environment.put("DOCKER_HOST", "unix://" + workspace.temporary().resolve("no-docker.sock"));
        environment.put(
                "CURFEW_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        environment.put("CURFEW_CLOUD_DATA_EVENTS", options.dataEvents() ? "1" : "0");
        environment.put(
                "CURFEW_CLOUD_LOST_EVENTS",
                "%s %d".formatted(options.losses().share(), options.losses().seed()));
        environment.put(
                "CURFEW_CLOUD_ENDS_WITH_LAUNCHER",
                options.lifetime() == Lifetime.WITH_LAUNCHER ? "1" : "0");
        environment.put(Processes.MARK, workspace.state().toString());
        if (options.lifetime() == Lifetime.UNTIL_STOPPED) {
            builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        }
        // With its launcher it ends when its standard input, a pipe from here, is closed.
        return builder.start();
    }

    private void awaitAnswer(Process process, int port, Path log) throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            if (!process.isAlive()) {
                throw new LocalFailure(
                        "the local cloud ended while starting: " + tail(log),
                        "the whole log is `%s`".formatted(log));
            }
            if (answers(port)) {
                return;
            }
            pause();
        }
        throw new LocalFailure(
                "the local cloud did not answer within %d s: %s"
                        .formatted(PATIENCE.toSeconds(), tail(log)),
                "the whole log is `%s`".formatted(log));
    }

    private static boolean answers(int port) {
        try {
            var connection =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:" + port + "/_ministack/health")
                                    .toURL()
                                    .openConnection();
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
            throw new LocalFailure(
                    "the start of the local cloud was interrupted", "start it again", e);
        }
    }

    /** The log of the run before is kept beside the new one. */
    private Path freshLog() throws IOException {
        Path log = Files.createDirectories(workspace.logs()).resolve("cloud.log");
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling("cloud.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    private static String tail(Path log) throws IOException {
        List<String> lines =
                Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook does its work.
        }
    }
}
