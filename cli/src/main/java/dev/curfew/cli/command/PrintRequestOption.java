package dev.curfew.cli.command;

import picocli.CommandLine.Option;

/** {@code --print-request}: the signed request, not sent. */
final class PrintRequestOption {

    @Option(
            names = "--print-request",
            description =
                    "Print the signed request instead of sending it, for those who invoke the function themselves.")
    private boolean printRequest;

    boolean isGiven() {
        return printRequest;
    }
}
