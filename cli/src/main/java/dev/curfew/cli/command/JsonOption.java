package dev.curfew.cli.command;

import picocli.CommandLine.Option;

/** {@code --json}: the answer for programs. */
public final class JsonOption {

    static final String NAME = "--json";

    @Option(names = NAME, description = "Print JSON.")
    private boolean json;

    public boolean isGiven() {
        return json;
    }
}
