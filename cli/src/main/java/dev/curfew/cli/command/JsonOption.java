package dev.curfew.cli.command;

import picocli.CommandLine.Option;

/** {@code --json}: the answer for programs. */
public final class JsonOption {

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    public boolean isGiven() {
        return json;
    }
}
