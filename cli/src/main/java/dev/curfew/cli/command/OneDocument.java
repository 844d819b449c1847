package dev.curfew.cli.command;

import dev.curfew.cli.stack.Trouble;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.yaml.Document;
import dev.curfew.cli.yaml.Yaml;
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
                Refusals.tell(terminal, problems);
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
}
