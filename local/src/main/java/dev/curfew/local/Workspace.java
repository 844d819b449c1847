package dev.curfew.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A checkout of Curfew, and the place in it where one local cloud keeps its state: {@code
 * .curfew/local} for the person's own, {@code .curfew/test/…} for those of tests. Git ignores all
 * of {@code .curfew}.
 */
public record Workspace(Path root, Path state) {
    public Workspace {
        root = root.toAbsolutePath().normalize();
        state = state.toAbsolutePath().normalize();
        if (!Files.isRegularFile(root.resolve("local/requirements.txt"))) {
            throw new LocalFailure(
                    "`%s` is not a checkout of Curfew: it has no local/requirements.txt"
                            .formatted(root),
                    "run this inside a clone of the repository");
        }
    }

    /** The person's own local cloud of the checkout at {@code root}. */
    public static Workspace of(Path root) {
        return new Workspace(root, root.resolve(".curfew/local"));
    }

    /** Looks for a checkout in {@code start} and above it. */
    public static Optional<Workspace> find(Path start) {
        for (Path here = start.toAbsolutePath().normalize();
                here != null;
                here = here.getParent()) {
            if (Files.isRegularFile(here.resolve("template.yaml"))
                    && Files.isRegularFile(here.resolve("local/requirements.txt"))) {
                return Optional.of(of(here));
            }
        }
        return Optional.empty();
    }

    /** The same checkout with a local cloud of its own beside others, under {@code .curfew/}. */
    public Workspace apart(String name) {
        return new Workspace(root, root.resolve(".curfew").resolve(name));
    }

    /** Where the local cloud writes what it does; {@code cloud.log} is the server's own. */
    public Path logs() {
        return state.resolve("log");
    }

    Path environments() {
        return root.resolve(".curfew/python");
    }

    Path python() {
        return root.resolve("local/src/main/python");
    }

    Path temporary() {
        return state.resolve("tmp");
    }

    Path stateFile() {
        return state.resolve("cloud.json");
    }

    Path slackFile() {
        return state.resolve("slack.json");
    }

    Path lockFile() {
        return state.resolve("lock");
    }
}
