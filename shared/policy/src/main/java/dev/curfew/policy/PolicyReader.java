package dev.curfew.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the top of a policy document; {@link StatementReader} reads the rest. */
final class PolicyReader {
    private static final int LARGEST = 64 * 1024;
    private static final String VERSIONS = "`2012-10-17` or `2008-10-17`";
    private final Problems problems = new Problems();

    private PolicyReader() {}

    static Parsed read(String json) {
        var reader = new PolicyReader();
        // The encoded size is looked at only when the character count leaves it open.
        boolean tooLarge =
                json.length() > LARGEST
                        || (json.length() > LARGEST / 3
                                && json.getBytes(StandardCharsets.UTF_8).length > LARGEST);
        if (tooLarge) {
            reader.problems.add(
                    "",
                    "the document is larger than 64 KB",
                    "AWS's own limits are far smaller: split it");
            return new Parsed.Invalid(reader.problems.all());
        }
        try {
            return reader.policy(Json.read(json));
        } catch (Json.Unreadable e) {
            reader.problems.add(
                    "", e.reason(), "give one JSON object with `Version` and `Statement`");
            return new Parsed.Invalid(reader.problems.all());
        }
    }

    static Parsed read(Json json) {
        return new PolicyReader().policy(json);
    }

    private Parsed policy(Json json) {
        if (!(json instanceof Json.Members document)) {
            problems.wrongType("", json, "give one JSON object with `Version` and `Statement`");
            return new Parsed.Invalid(problems.all());
        }
        problems.repeated("", document);
        for (String name : document.byName().keySet()) {
            switch (name) {
                case "Version", "Statement" -> {}
                case "Id" ->
                        problems.add(
                                "/Id",
                                "`Id` belongs to resource policies",
                                "an identity policy has `Version` and `Statement`");
                default ->
                        problems.add(
                                Problems.under("", name),
                                "`" + Problems.quote(name) + "` is not an element of a policy",
                                "an identity policy has `Version` and `Statement`");
            }
        }
        Version version = version(document.byName().get("Version"));
        List<Statement> statements = statements(document.byName().get("Statement"), version);
        return problems.none()
                ? new Parsed.Valid(new Policy(version, statements))
                : new Parsed.Invalid(problems.all());
    }

    private Version version(@Nullable Json json) {
        if (json == null) {
            return Version.V2008;
        }
        if (!(json instanceof Json.Words(String text))) {
            problems.wrongType("/Version", json, VERSIONS);
            return Version.V2012;
        }
        for (Version version : Version.values()) {
            if (version.date().equals(text)) {
                return version;
            }
        }
        problems.add(
                "/Version",
                "`" + Problems.quote(text) + "` is not a version of the language",
                VERSIONS);
        return Version.V2012;
    }

    private List<Statement> statements(@Nullable Json json, Version version) {
        String help = "an object, or a list of objects, with `Effect`, `Action` and `Resource`";
        var all = new ArrayList<Statement>();
        switch (json) {
            case null -> problems.add("", "there is no `Statement`", help);
            case Json.Members one -> add(one, "/Statement", version, all);
            case Json.Items(List<Json> items) -> {
                if (items.isEmpty()) {
                    problems.add("/Statement", "the list is empty", help);
                }
                for (int i = 0; i < items.size(); i++) {
                    String path = Problems.under("/Statement", i);
                    if (items.get(i) instanceof Json.Members one) {
                        add(one, path, version, all);
                    } else {
                        problems.wrongType(path, items.get(i), help);
                    }
                }
                sidsOnce(items);
            }
            default -> problems.wrongType("/Statement", json, help);
        }
        return all;
    }

    private void add(Json.Members json, String path, Version version, List<Statement> all) {
        Statement statement = new StatementReader(problems, version).statement(json, path);
        if (statement != null) {
            all.add(statement);
        }
    }

    private void sidsOnce(List<Json> statements) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i) instanceof Json.Members(Map<String, Json> byName, _)
                    && byName.get("Sid") instanceof Json.Words(String sid)
                    && !sid.isEmpty()
                    && !seen.add(sid)) {
                problems.add(
                        "/Statement/" + i + "/Sid",
                        "the Sid `" + Problems.quote(sid) + "` stands more than once",
                        "give each statement a Sid of its own, or none");
            }
        }
    }
}
