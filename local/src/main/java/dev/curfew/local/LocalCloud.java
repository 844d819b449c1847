package dev.curfew.local;

import dev.curfew.local.CloudOptions.Lifetime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * An AWS of one's own on loopback: it enforces IAM, runs the functions as processes, and puts what
 * a CloudTrail trail would record on its default event bus.
 *
 * <p>
 *
 * {@snippet :
 * switch (LocalCloud.start(workspace, CloudOptions.detached(), progress)) {
 *     case LocalCloud.Start.Started(var cloud) -> progress.line("started at " + cloud.endpoint());
 *     case LocalCloud.Start.RunsAlready(var cloud) -> progress.line("runs already at " + cloud.endpoint());
 * }
 * }
 */
public final class LocalCloud {
    /** The one Region in which IAM's events exist. */
    public static final Region REGION = Region.US_EAST_1;

    public static final String ACCOUNT = "000000000000";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Workspace workspace;
    private final CloudState state;

    private LocalCloud(Workspace workspace, CloudState state) {
        this.workspace = workspace;
        this.state = state;
    }

    /** What became of a start. */
    public sealed interface Start {
        LocalCloud cloud();

        record Started(LocalCloud cloud) implements Start {}

        /** One was there, and nothing was changed. */
        record RunsAlready(LocalCloud cloud) implements Start {}
    }

    /**
     * Starts a cloud and returns when it answers. What a cloud that died left behind is cleared
     * first; after a failure nothing is left running.
     *
     * @throws LocalFailure when this machine lacks something, or the cloud does not come up
     */
    public static Start start(Workspace workspace, CloudOptions options, Progress progress) {
        PythonEnvironment python = PythonEnvironment.forCloud(workspace, progress);
        return alone(
                workspace,
                () -> {
                    Optional<LocalCloud> running = attach(workspace);
                    if (running.isPresent()) {
                        return new Start.RunsAlready(running.get());
                    }
                    clear(workspace);
                    CloudState state =
                            progress.during(
                                    "Starting the local cloud",
                                    () -> new CloudProcess(workspace, options, python).start());
                    var cloud = new LocalCloud(workspace, state);
                    if (options.lifetime() == Lifetime.WITH_LAUNCHER) {
                        Runtime.getRuntime().addShutdownHook(new Thread(cloud::stop));
                    }
                    return new Start.Started(cloud);
                });
    }

    /** The cloud that runs in this workspace. One whose process has died is none. */
    public static Optional<LocalCloud> attach(Workspace workspace) {
        return CloudState.read(workspace.stateFile())
                .filter(state -> Processes.find(state.pid(), state.processStarted()).isPresent())
                .map(state -> new LocalCloud(workspace, state));
    }

    public Workspace workspace() {
        return workspace;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + state.port());
    }

    public Instant startedAt() {
        return state.startedAt();
    }

    public long pid() {
        return state.pid();
    }

    /** Whether the trail records calls on data too. */
    public boolean recordsDataEvents() {
        return state.dataEvents();
    }

    public boolean isRunning() {
        return Processes.find(state.pid(), state.processStarted()).isPresent();
    }

    /** The keys of the account's root, good for this cloud alone and no secret. */
    public AwsCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    }

    /** Points a client of the AWS SDK at this cloud, as the account's root. */
    public <C, B extends AwsClientBuilder<B, C>> C client(B builder) {
        return client(builder, credentials());
    }

    /** Points a client of the AWS SDK at this cloud, as whoever the credentials say. */
    public <C, B extends AwsClientBuilder<B, C>> C client(
            B builder, AwsCredentialsProvider credentials) {
        return builder.endpointOverride(endpoint())
                .region(REGION)
                .credentialsProvider(credentials)
                .build();
    }

    /** Waits until the cloud has ended, by whatever hand. */
    public void awaitEnd() {
        Processes.find(state.pid(), state.processStarted())
                .ifPresent(process -> process.onExit().join());
    }

    /**
     * Ends the cloud and every process it started, and removes its state. Ending one that has ended
     * is no error.
     */
    public void stop() {
        if (!Files.isDirectory(workspace.state())) {
            return; // forgotten already
        }
        alone(
                workspace,
                () -> {
                    Optional<CloudState> current = CloudState.read(workspace.stateFile());
                    if (current.isPresent() && current.get().pid() != state.pid()) {
                        // Another one runs here by now.
                        return this;
                    }
                    Processes.find(state.pid(), state.processStarted())
                            .ifPresent(process -> Processes.end(process, PATIENCE));
                    clear(workspace);
                    return this;
                });
    }

    /**
     * Ends whatever runs in this workspace, and what a cloud that died there left running; its logs
     * stay.
     */
    public static void end(Workspace workspace) {
        attach(workspace).ifPresent(LocalCloud::stop);
        clear(workspace);
    }

    /** Ends whatever runs in this workspace and removes its folder, logs included. */
    public static void forget(Workspace workspace) {
        end(workspace);
        try {
            PythonEnvironment.deleteTree(workspace.state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void clear(Workspace workspace) {
        Processes.endLeftovers(workspace.state());
        try {
            Files.deleteIfExists(workspace.stateFile());
            Files.deleteIfExists(workspace.slackFile());
            PythonEnvironment.deleteTree(workspace.temporary());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts and stops in one workspace wait for one another, across processes too. */
    static synchronized <T> T alone(Workspace workspace, Supplier<T> work) {
        try {
            Files.createDirectories(workspace.state());
            Path lock = workspace.lockFile();
            try (FileChannel channel =
                            FileChannel.open(
                                    lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                return work.get();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
