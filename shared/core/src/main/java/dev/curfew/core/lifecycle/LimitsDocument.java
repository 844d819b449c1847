package dev.curfew.core.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.refusal.Problem;
import java.util.List;

/** Limits as people write them. Being built. */
public final class LimitsDocument {

    private LimitsDocument() {}

    /** What became of reading a document. */
    public sealed interface Read {
        record Valid(Limits limits) implements Read {}

        record Invalid(List<Problem> problems) implements Read {}
    }

    public static Read read(JsonNode document) {
        return new Read.Valid(new Limits(0L * document.size(), null));
    }

    public static ObjectNode write(Limits limits) {
        return JsonNodeFactory.instance.objectNode();
    }
}
