package dev.curfew.cli.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.refusal.Problem;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** YAML 1.2 that means JSON. */
public final class Yaml {

    private Yaml() {}

    /** What became of reading a file. */
    public sealed interface Read {
        record Valid(List<Document> documents) implements Read {
            public Valid {
                documents = List.copyOf(documents);
            }
        }

        record Invalid(List<Located> problems) implements Read {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    /** A problem and where it stands. */
    public record Located(Place place, Problem problem) {}

    /**
     * Reads every document of a text.
     *
     * @param file what to call it in problems
     */
    public static Read read(String file, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        List<Document> documents = new ArrayList<>();
        List<Located> problems = new ArrayList<>();
        try {
            for (Node root : new Compose(settings).composeAllFromString(text)) {
                NodeReader reader = new NodeReader(file);
                documents.add(reader.read(root));
                problems.addAll(reader.problems());
            }
        } catch (MarkedYamlEngineException notYaml) {
            problems.add(syntax(file, notYaml));
        } catch (YamlEngineException notYaml) {
            problems.add(
                    new Located(new Place(file, 1), problem(String.valueOf(notYaml.getMessage()))));
        }
        return problems.isEmpty() ? new Read.Valid(documents) : new Read.Invalid(problems);
    }

    /** The text of a document, in blocks; reading it gives the same document. */
    public static String write(JsonNode document) {
        DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        return new Dump(settings).dumpToString(Json.MAPPER.convertValue(document, Object.class));
    }

    private static Located syntax(String file, MarkedYamlEngineException notYaml) {
        int line = notYaml.getProblemMark().map(Mark::getLine).orElse(0) + 1;
        return new Located(new Place(file, line), problem(notYaml.getProblem()));
    }

    private static Problem problem(String what) {
        return new Problem("", "this is not YAML: " + what, "correct the file's form");
    }
}
