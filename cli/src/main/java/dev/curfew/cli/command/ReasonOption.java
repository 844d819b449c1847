package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Option;

/** {@code --reason}: why somebody asks for what others will wonder about. */
final class ReasonOption {

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for those who look into it later.")
    private String reason = "";

    /** Adds it to a request. */
    void complete(ObjectNode request) {
        request.put("reason", reason);
    }
}
