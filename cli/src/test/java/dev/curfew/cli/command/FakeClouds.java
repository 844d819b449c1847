package dev.curfew.cli.command;

import dev.curfew.cli.cloud.LocalAccess;
import dev.curfew.cli.cloud.LocalClouds;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A local cloud that starts at once. */
final class FakeClouds implements LocalClouds {

    static final LocalAccess ACCESS =
            new LocalAccess(
                    URI.create("http://127.0.0.1:4566"), "us-east-1", "test", "it's secret");

    static final URI SLACK = URI.create("http://127.0.0.1:4567/open/once");

    @Nullable LocalAccess running;
    @Nullable String deployed;
    boolean detached;

    @Override
    public Optional<LocalAccess> running() {
        return Optional.ofNullable(running);
    }

    @Override
    public void run(String stack, Consumer<LocalAccess> ready, Consumer<String> progress) {
        deployed = stack;
        ready.accept(ACCESS);
    }

    @Override
    public LocalAccess detach(String stack, Consumer<String> progress) {
        deployed = stack;
        detached = true;
        running = ACCESS;
        return ACCESS;
    }

    @Override
    public Optional<URI> slack() {
        return deployed == null && running == null ? Optional.empty() : Optional.of(SLACK);
    }

    @Override
    public boolean down() {
        boolean ran = running != null;
        running = null;
        return ran;
    }
}
