package dev.curfew.cli.command;

import dev.curfew.cli.stack.Trouble;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.yaml.Document;
import dev.curfew.cli.yaml.Yaml;
import dev.curfew.core.refusal.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file with one YAML document. */
final class OneDocument {

    private OneDocument() {}

    /**
     * The document; empty after telling all that is wrong with the file.
     *
     * @param what is in it, for people, such as {@code limits}
     */
    static Optional<Document> read(Terminal terminal, Input input, Path file, String what) {
        return switch (Yaml.read(Input.name(file), input.text(file))) {
            case Yaml.Read.Invalid(var problems) -> {
                problems.forEach(
                        found -> tell(terminal, found.place().toString(), found.problem()));
                yield Optional.empty();
            }
            case Yaml.Read.Valid(List<Document> documents) when documents.size() == 1 ->
                    Optional.of(documents.getFirst());
            case Yaml.Read.Valid(List<Document> documents) ->
                    throw new Trouble(
                            "there are "
                                    + documents.size()
                                    + " YAML documents in "
                                    + Input.name(file),
                            "write all " + what + " in one");
        };
    }

    /** Says what is wrong, and where. */
    static void tell(Terminal terminal, String place, Problem problem) {
        terminal.note(place + ": " + problem.message() + " (" + problem.help() + ")");
    }
}
