package dev.curfew.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The members of one object in a line of a batch. */
record BatchFields(Json.Members members, String path) {
    private static final int LONGEST_RESOURCE = 8_192;
    private static final int LARGEST_CONTEXT = 65_536;

    BatchFields(Json json, String path) throws Json.Unreadable {
        this(object(json, path), path);
    }

    private static Json.Members object(@Nullable Json json, String path) throws Json.Unreadable {
        if (!(json instanceof Json.Members members)) {
            throw new Json.Unreadable(where(path) + " is not an object");
        }
        if (!members.repeated().isEmpty()) {
            throw new Json.Unreadable(
                    "`"
                            + Problems.quote(members.repeated().getFirst())
                            + "` stands more than once in "
                            + where(path));
        }
        return members;
    }

    private static String where(String path) {
        return path.isEmpty() ? "the line" : "`" + path + "`";
    }

    boolean has(String name) {
        return members.byName().containsKey(name);
    }

    void only(String... names) throws Json.Unreadable {
        for (String name : members.byName().keySet()) {
            if (!List.of(names).contains(name)) {
                throw new Json.Unreadable(
                        "`"
                                + Problems.quote(name)
                                + "` is not known in "
                                + where(path)
                                + ": it has `"
                                + String.join("`, `", names)
                                + "`");
            }
        }
    }

    /** The id as JSON, so that it comes back as it was given. */
    String id() throws Json.Unreadable {
        return switch (members.byName().get("id")) {
            case null -> "null";
            case Json.Nothing() -> "null";
            case Json.Words(String text) -> JsonText.of(text);
            case Json.Numeral(String text) -> text;
            default -> throw new Json.Unreadable("`id` is neither a string nor a number");
        };
    }

    String text(String name) throws Json.Unreadable {
        if (members.byName().get(name) instanceof Json.Words(String text)) {
            return text;
        }
        throw new Json.Unreadable("`" + name + "` is missing or not a string in " + where(path));
    }

    /** The name of a resource; far more than AWS's longest may have, and little enough to match. */
    String resource() throws Json.Unreadable {
        String text = text("resource");
        if (text.length() > LONGEST_RESOURCE) {
            throw new Json.Unreadable(
                    "`resource` in "
                            + where(path)
                            + " is longer than "
                            + LONGEST_RESOURCE
                            + " characters");
        }
        return text;
    }

    BatchFields object(String name) throws Json.Unreadable {
        return new BatchFields(object(members.byName().get(name), name), name);
    }

    Policy policy(String name) throws Json.Unreadable {
        Json json = members.byName().get(name);
        if (json == null) {
            throw new Json.Unreadable("`" + name + "` is missing");
        }
        return policy(json, name);
    }

    List<Policy> policies(String name) throws Json.Unreadable {
        Json json = members.byName().get(name);
        if (json == null) {
            return List.of();
        }
        if (!(json instanceof Json.Items(List<Json> items))) {
            throw new Json.Unreadable("`" + name + "` is not a list of policies");
        }
        var all = new ArrayList<Policy>();
        for (int i = 0; i < items.size(); i++) {
            all.add(policy(items.get(i), name + "/" + i));
        }
        return all;
    }

    private static Policy policy(Json json, String place) throws Json.Unreadable {
        Parsed parsed =
                json instanceof Json.Words(String text)
                        ? Policy.parse(text)
                        : PolicyReader.read(json);
        return switch (parsed) {
            case Parsed.Valid(Policy policy) -> policy;
            case Parsed.Invalid(List<Problem> problems) -> {
                Problem first = problems.getFirst();
                throw new Json.Unreadable(
                        "`"
                                + place
                                + "` is not a policy: "
                                + first.message()
                                + " at `"
                                + first.path()
                                + "`"
                                + (problems.size() == 1
                                        ? ""
                                        : ", and " + (problems.size() - 1) + " more"));
            }
        };
    }

    Context context(String name) throws Json.Unreadable {
        Json json = members.byName().get(name);
        if (json == null) {
            return Context.EMPTY;
        }
        Map<String, List<String>> values = new HashMap<>();
        int size = 0;
        for (Map.Entry<String, Json> entry : object(json, name).byName().entrySet()) {
            List<Json> items =
                    entry.getValue() instanceof Json.Items(List<Json> all)
                            ? all
                            : List.of(entry.getValue());
            var texts = new ArrayList<String>();
            for (Json item : items) {
                texts.add(
                        switch (item) {
                            case Json.Words(String text) -> text;
                            case Json.Numeral(String text) -> text;
                            case Json.Truth(boolean truth) -> String.valueOf(truth);
                            default ->
                                    throw new Json.Unreadable(
                                            "`"
                                                    + Problems.quote(entry.getKey())
                                                    + "` in `"
                                                    + name
                                                    + "` is neither a value nor a list of values");
                        });
            }
            size += texts.stream().mapToInt(String::length).sum();
            values.put(entry.getKey(), texts);
        }
        if (size > LARGEST_CONTEXT) {
            throw new Json.Unreadable(
                    "the values in `" + name + "` are longer than 64 KB together");
        }
        try {
            return new Context(values);
        } catch (IllegalArgumentException e) {
            throw new Json.Unreadable(
                    Objects.requireNonNullElse(e.getMessage(), "a key stands twice"));
        }
    }
}
