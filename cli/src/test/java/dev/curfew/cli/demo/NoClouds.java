package dev.curfew.cli.demo;

import dev.curfew.cli.cloud.LocalAccess;
import dev.curfew.cli.cloud.LocalClouds;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** A person without a local cloud of their own; the demo leaves it so. */
final class NoClouds implements LocalClouds {

    @Override
    public Optional<LocalAccess> running() {
        return Optional.empty();
    }

    @Override
    public void run(String stack, Consumer<LocalAccess> ready, Consumer<String> progress) {
        throw new IllegalStateException("the demo starts no cloud but its own");
    }

    @Override
    public LocalAccess detach(String stack, Consumer<String> progress) {
        throw new IllegalStateException("the demo starts no cloud but its own");
    }

    @Override
    public Optional<URI> slack() {
        return Optional.empty();
    }

    @Override
    public boolean down() {
        throw new IllegalStateException("the demo stops no cloud but its own");
    }
}
