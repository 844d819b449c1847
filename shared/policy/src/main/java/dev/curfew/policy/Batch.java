package dev.curfew.policy;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Answers questions in JSON Lines: one question a line, one answer a line, in order. A line that
 * cannot be read is answered with an error and the run goes on.
 */
public final class Batch {
    private static final int LONGEST_LINE = 1 << 20;
    private final LongSupplier nanos;

    /**
     * @param nanos a clock for {@code micros}, such as {@code System::nanoTime}
     */
    public Batch(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Answers each line of the input as soon as it is read; blank lines are passed over. */
    public void run(BufferedReader questions, Appendable answers) throws IOException {
        String line = questions.readLine();
        while (line != null) {
            if (!line.isBlank()) {
                answers.append(answer(line)).append('\n');
            }
            line = questions.readLine();
        }
    }

    /** The answer to one line. */
    public String answer(String line) {
        if (line.length() > LONGEST_LINE) {
            return error("null", "the line is longer than 1 MiB");
        }
        try {
            return answer(Json.read(line));
        } catch (Json.Unreadable e) {
            return error("null", e.reason());
        }
    }

    String answer(Json question) {
        String id = "null";
        try {
            var fields = new BatchFields(question, "");
            id = fields.id();
            return switch (fields.text("kind")) {
                case "contains" -> contains(id, fields);
                case "eval" -> evaluate(id, fields);
                case String kind ->
                        throw new Json.Unreadable(
                                "`"
                                        + Problems.quote(kind)
                                        + "` is not a kind of question: `contains` or `eval`");
            };
        } catch (Json.Unreadable e) {
            return error(id, e.reason());
        }
    }

    private static String error(String id, String reason) {
        return "{\"id\":" + id + ",\"error\":" + JsonText.of(reason) + "}";
    }

    private String contains(String id, BatchFields fields) throws Json.Unreadable {
        fields.only("id", "kind", "parent", "child", "parentKeys", "childKeys");
        long start = nanos.getAsLong();
        Policy parent = fields.policy("parent");
        Policy child = fields.policy("child");
        boolean same = !fields.has("parentKeys") && !fields.has("childKeys");
        Containment containment =
                same
                        ? Containment.samePrincipal(parent)
                        : Containment.ofSession(parent, fields.context("parentKeys"));
        Answer answer = containment.contains(child, fields.context("childKeys"));
        long micros = (nanos.getAsLong() - start) / 1000;
        String verdict =
                switch (answer) {
                    case Answer.Contained() -> "\"contains\":true,\"witness\":null,\"reason\":null";
                    case Answer.NotContained(Witness witness, Reading reading) ->
                            "\"contains\":false,\"witness\":"
                                    + witness(witness)
                                    + ",\"reason\":"
                                    + JsonText.of(reason(reading));
                    case Answer.Unknown(String reason) ->
                            "\"contains\":null,\"witness\":null,\"reason\":" + JsonText.of(reason);
                };
        return "{\"id\":" + id + "," + verdict + ",\"micros\":" + micros + "}";
    }

    private static String reason(Reading reading) {
        return "the child allows the witness and the parent does not"
                + (reading.equals(Reading.DOCUMENTED)
                        ? ""
                        : ", under a reading that AWS's documentation leaves open: " + reading);
    }

    private static String witness(Witness witness) {
        Map<String, List<String>> all = new TreeMap<>(witness.context().values());
        boolean sameKeys = witness.child().equals(witness.parent());
        if (sameKeys) {
            all.putAll(witness.child().values());
        }
        return "{\"action\":"
                + JsonText.of(witness.action())
                + ",\"resource\":"
                + JsonText.of(witness.resource())
                + ",\"context\":"
                + context(all)
                + (sameKeys
                        ? ""
                        : ",\"childContext\":"
                                + context(new TreeMap<>(witness.child().values()))
                                + ",\"parentContext\":"
                                + context(new TreeMap<>(witness.parent().values())))
                + "}";
    }

    private static String context(Map<String, List<String>> values) {
        var out = new StringBuilder("{");
        values.forEach((key, all) -> {
            out.append(out.length() > 1 ? "," : "");
            JsonText.append(key, out);
            out.append(all.size() == 1 ? ":" : ":[");
            for (int i = 0; i < all.size(); i++) {
                out.append(i == 0 ? "" : ",");
                JsonText.append(all.get(i), out);
            }
            out.append(all.size() == 1 ? "" : "]");
        });
        return out.append('}').toString();
    }

    private String evaluate(String id, BatchFields fields) throws Json.Unreadable {
        fields.only("id", "kind", "policies", "request");
        long start = nanos.getAsLong();
        BatchFields policies = fields.object("policies");
        policies.only("identity", "session", "boundary");
        var set =
                new PolicySet(
                        policies.policies("identity"),
                        policies.policies("session"),
                        policies.policies("boundary"));
        BatchFields asked = fields.object("request");
        asked.only("action", "resource", "context");
        Request request;
        try {
            request = new Request(asked.text("action"), asked.resource(), asked.context("context"));
        } catch (IllegalArgumentException e) {
            throw new Json.Unreadable(
                    Objects.requireNonNullElse(e.getMessage(), "the request is not one"));
        }
        String decision =
                switch (new Evaluator(set).decide(request)) {
                    case Decision.Allowed _ -> "allowed";
                    case Decision.ExplicitlyDenied _ -> "explicitDeny";
                    case Decision.ImplicitlyDenied _ -> "implicitDeny";
                };
        long micros = (nanos.getAsLong() - start) / 1000;
        return "{\"id\":" + id + ",\"decision\":\"" + decision + "\",\"micros\":" + micros + "}";
    }
}
