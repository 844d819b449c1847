package dev.curfew.local.testing;

import dev.curfew.local.CloudOptions;
import dev.curfew.local.FunctionUrls;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.LocalDeployment;
import dev.curfew.local.Progress;
import dev.curfew.local.SlackSecrets;
import dev.curfew.local.Stacks.Deployed;
import dev.curfew.local.Workspace;
import dev.curfew.local.slack.SlackPage;
import dev.curfew.local.web.Links;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The local cloud that all integration tests of one JVM share. It starts when the first test asks,
 * with a state folder and a port of its own, and ends with the JVM whatever happens to it.
 *
 * <p>
 *
 * {@snippet :
 * LocalCloud cloud = TestCloud.get();             // bare
 * Deployed curfew = TestCloud.curfew();           // with Curfew deployed
 * }
 */
public final class TestCloud {
    /**
     * What the shared Curfew is told. Many tests have sessions call what they may not; it would end
     * them for that, and halt whoever holds them, in the midst of what is tested. One that reacts
     * as usual is deployed beside it where that is what is tested.
     */
    public static final Map<String, String> PARAMETERS =
            Map.of("Reactions", "OUT_OF_SCOPE=notify,SHADOW_SESSION=notify,ESCAPE=notify");

    private static @Nullable LocalCloud shared;
    private static @Nullable Deployed deployed;
    private static @Nullable SlackPage slack;

    private TestCloud() {}

    public static synchronized LocalCloud get() {
        LocalCloud cloud = shared;
        if (cloud == null || !cloud.isRunning()) {
            cloud = apart("shared", CloudOptions.foreground());
            shared = cloud;
            deployed = null;
            slack = null;
        }
        return cloud;
    }

    /** The shared cloud's Curfew, deployed when the first test asks. */
    public static Deployed curfew() {
        return curfew(Map.of());
    }

    /** The same, with more parameters; whoever asks first in a JVM says which. */
    public static synchronized Deployed curfew(Map<String, String> parameters) {
        get(); // what stood on a cloud that has ended is forgotten
        Deployed stack = deployed;
        if (stack == null) {
            Map<String, String> all = new HashMap<>(PARAMETERS);
            all.putAll(parameters);
            stack = deployment(Progress.to(System.err)).curfew(LocalDeployment.STACK, all);
            deployed = stack;
        }
        return stack;
    }

    /** What deploys to the shared cloud, the same way each time. */
    public static synchronized LocalDeployment deployment(Progress progress) {
        LocalCloud cloud = get();
        return new LocalDeployment(cloud, progress)
                .withSlack(SlackSecrets.of(cloud).at(slack().address()));
    }

    /**
     * The page that stands where Slack would for the shared cloud's Curfew. It is in this JVM, so
     * that a test can look at what was posted and have calls fail.
     */
    public static synchronized SlackPage slack() {
        LocalCloud cloud = get();
        SlackPage page = slack;
        if (page == null) {
            page =
                    SlackPage.open(
                            0,
                            SlackSecrets.of(cloud).secret(),
                            Links.newKey(),
                            Clock.systemUTC(),
                            () -> FunctionUrls.slack(cloud, LocalDeployment.STACK));
            slack = page;
        }
        return page;
    }

    /** A cloud beside the shared one, for tests that start and stop it themselves. */
    public static LocalCloud apart(String name, CloudOptions options) {
        return LocalCloud.start(workspace(name), options, Progress.to(System.err)).cloud();
    }

    /** A workspace that only this JVM uses. */
    public static Workspace workspace(String name) {
        Workspace checkout = checkout();
        removeThoseOfDeadProcesses(checkout);
        return checkout.apart("test/%d/%s".formatted(ProcessHandle.current().pid(), name));
    }

    /**
     * The checkout under test: the system property {@code curfew.root}, or where the JVM was
     * started.
     */
    public static Workspace checkout() {
        return Optional.ofNullable(System.getProperty("curfew.root"))
                .map(root -> Workspace.of(Path.of(root)))
                .or(() -> Workspace.find(Path.of("")))
                .orElseThrow(
                        () -> new IllegalStateException("the tests do not run inside a checkout"));
    }

    private static void removeThoseOfDeadProcesses(Workspace checkout) {
        Path tests = checkout.root().resolve(".curfew/test");
        if (!Files.isDirectory(tests)) {
            return;
        }
        try (Stream<Path> entries = Files.list(tests)) {
            for (Path entry : entries.toList()) {
                String pid = entry.getFileName().toString();
                if (pid.matches("[0-9]+") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    remove(checkout, entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Workspace checkout, Path folder) throws IOException {
        List<Path> clouds;
        try (Stream<Path> entries = Files.list(folder)) {
            clouds = entries.toList();
        }
        for (Path cloud : clouds) {
            Path name = checkout.root().resolve(".curfew").relativize(cloud);
            LocalCloud.forget(checkout.apart(name.toString()));
        }
        Files.deleteIfExists(folder);
    }
}
