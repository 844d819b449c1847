package dev.curfew.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.LocalDeployment;
import dev.curfew.local.Progress;
import dev.curfew.local.PythonEnvironment;
import dev.curfew.local.testing.TestCloud;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The command in processes of its own, with tasks for reading buckets and a queue. */
final class Curfews {

    static final String ALLOWED = "s3:ListBucket arn:aws:s3:::exec-a";

    private static final String ATTENTIVE =
            """
            import os, signal, sys
            for each in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGPIPE):
                signal.signal(each, signal.SIG_DFL)
            os.execvp(sys.argv[1], sys.argv[1:])
            """;

    /** All of the command's tests are one holder, the root user, and STS ends no session early. */
    static final Map<String, String> PARAMETERS = Map.of("SessionsPerHolder", "200");

    private final Path directory;
    private final LocalCloud cloud;
    private final Path python;

    record Ended(int exit, String out, String err) {}

    /** One that runs; its output goes to files, so that it never waits for a reader. */
    record Running(Process process, Path out, Path err) {

        Ended end() throws IOException, InterruptedException {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it does not end: " + Files.readString(err));
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        }

        /** Waits until it has printed that. */
        void awaitOutput(String text) throws IOException, InterruptedException {
            Instant latest = Instant.now().plus(Duration.ofSeconds(60));
            while (!Files.readString(out).contains(text)) {
                if (!process.isAlive() || Instant.now().isAfter(latest)) {
                    throw new AssertionError(
                            "it did not print " + text + ": " + Files.readString(err));
                }
                Thread.sleep(20);
            }
        }

        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start().waitFor();
        }
    }

    private Curfews(Path directory, LocalCloud cloud) {
        this.directory = directory;
        this.cloud = cloud;
        python =
                PythonEnvironment.forCloud(TestCloud.checkout(), Progress.silent())
                        .program("python");
    }

    /** Without tasks and buckets. */
    static Curfews bare(Path directory) {
        return new Curfews(directory, deployed());
    }

    Curfews(Path directory) throws IOException, InterruptedException {
        this(directory, deployed());
        String role =
                new LocalDeployment(cloud, Progress.silent())
                        .brokeredRole(
                                "exec-reader",
                                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                        + "\"Action\":[\"s3:*\",\"sqs:*\"],\"Resource\":\"*\"}]}")
                        .output("RoleArn");
        apply("exec-read", role, "s3:ListBucket", "arn:aws:s3:::exec-*");
        apply("read-orders", role, "sqs:ReceiveMessage", "arn:aws:sqs:*:*:exec-orders");
        for (String bucket : List.of("exec-a", "exec-b")) {
            start(Map.of(), List.of(aws(), "s3", "mb", "s3://" + bucket)).end();
        }
    }

    private static LocalCloud deployed() {
        TestCloud.curfew(PARAMETERS);
        return TestCloud.get();
    }

    private void apply(String task, String role, String action, String resource)
            throws IOException, InterruptedException {
        Path file =
                Files.writeString(
                        directory.resolve(task + ".yaml"),
                        """
                        name: %s
                        roles: [%s]
                        ceiling: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: '%s', Resource: '%s'}]}
                        longestDuration: 15m
                        requesters: ['arn:aws:iam::000000000000:root']
                        """
                                .formatted(task, role, action, resource));
        Ended applied = run("task", "apply", file.toString());
        if (applied.exit() != 0) {
            throw new AssertionError(applied.err());
        }
    }

    /** The {@code aws} command that the local cloud brings. */
    String aws() {
        return python.resolveSibling("aws").toString();
    }

    String python() {
        return python.toString();
    }

    Path directory() {
        return directory;
    }

    Ended run(String... words) throws IOException, InterruptedException {
        return start(words).end();
    }

    Running start(String... words) throws IOException {
        return start(Map.of(), command(words));
    }

    /** The words that start the command, for who starts it without this. */
    static List<String> command(String... words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        // Tests have no logger on their class path, and the command brings one that is silent.
        command.add("-Dslf4j.internal.verbosity=ERROR");
        command.add("-cp");
        // The functions, which tests can see too, bring a logger that prints.
        command.add(
                Arrays.stream(
                                System.getProperty("java.class.path", "")
                                        .split(File.pathSeparator, -1))
                        .filter(entry -> !entry.contains("log4j") && !entry.contains("powertools"))
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add("dev.curfew.cli.Main");
        command.addAll(List.of(words));
        return command;
    }

    Running start(Map<String, String> more, List<String> command) throws IOException {
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        // Whoever runs the tests in the background has them ignore INT, and what they start too.
        List<String> attentive = new ArrayList<>(List.of(python(), "-c", ATTENTIVE));
        attentive.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(attentive)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.putAll(
                Map.of(
                        "AWS_ENDPOINT_URL", cloud.endpoint().toString(),
                        "AWS_REGION", LocalCloud.REGION.id(),
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test",
                        "AWS_CONFIG_FILE", directory.resolve("config").toString(),
                        "XDG_RUNTIME_DIR", directory.toString()));
        environment.putAll(more);
        return new Running(builder.start(), out, err);
    }

    /** The leases of that agent, the last one first. */
    List<JsonNode> leases(String agent) throws IOException, InterruptedException {
        Ended list = run("lease", "list", "--all", "--json");
        return StreamSupport.stream(Json.read(list.out()).path("leases").spliterator(), false)
                .filter(lease -> lease.path("agent").asText().equals(agent))
                .toList();
    }

    /** The states of the leases of that agent. */
    List<String> states(String agent) throws IOException, InterruptedException {
        return leases(agent).stream().map(lease -> lease.path("state").asText()).toList();
    }
}
