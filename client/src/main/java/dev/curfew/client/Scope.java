package dev.curfew.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a lease is for, as an IAM policy: either given whole, or put together. */
final class Scope {

    private record Statement(String action, List<String> resources) {}

    private final List<Statement> statements = new ArrayList<>();
    private @Nullable String policy;

    void allow(String action, String... resources) {
        if (resources.length == 0) {
            throw new IllegalArgumentException(
                    "say on which resources `" + action + "` is allowed");
        }
        statements.add(new Statement(action, List.of(resources)));
    }

    void policy(String whole) {
        this.policy = whole;
    }

    /** There is no lease for everything that its task could do. */
    String json() {
        String whole = policy;
        if ((whole == null) == statements.isEmpty()) {
            throw new IllegalArgumentException("say what is allowed, with allow(…) or scope(…)");
        }
        return whole != null ? whole : written();
    }

    private String written() {
        return JsonText.object(json -> {
            json.writeFieldName("Version").writeValue("2012-10-17");
            json.writeFieldName("Statement").writeStartArray();
            for (Statement statement : statements) {
                json.writeStartObject();
                json.writeFieldName("Effect").writeValue("Allow");
                json.writeFieldName("Action").writeValue(statement.action());
                json.writeFieldName("Resource").writeStartArray();
                statement.resources().forEach(json::writeValue);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
