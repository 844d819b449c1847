package dev.curfew.cli.command;

import dev.curfew.cli.child.Machine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --profile}: with whose credentials leases are asked for. */
final class ProfileOption {

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The AWS profile whose credentials ask for the lease.")
    private @Nullable String profile;

    /** The profile to use: the one given, or that of the environment, or {@code default}. */
    String orEnvironments(Machine machine) {
        return given(machine.environment().getOrDefault("AWS_PROFILE", "default"));
    }

    /** The profile to use: the one given, or {@code default}. */
    String orDefault() {
        return given("default");
    }

    boolean isGiven() {
        return profile != null;
    }

    private String given(String otherwise) {
        String given = profile;
        return given == null ? otherwise : given;
    }
}
