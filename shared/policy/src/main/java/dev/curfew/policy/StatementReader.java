package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one statement. */
final class StatementReader {
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]*");
    private static final Pattern ACTION = Pattern.compile("\\*+|[A-Za-z0-9*?-]+:[A-Za-z0-9*?_-]+");
    private static final String ACTION_HELP =
            "`*` or `service:name`, with `*` and `?` as wildcards";
    private static final String RESOURCE_HELP = "`*` or an ARN such as `arn:aws:s3:::bucket/*`";
    private static final String ELEMENTS =
            "a statement has `Sid`, `Effect`, `Action` or `NotAction`, `Resource` or `NotResource`, and `Condition`";

    private final Problems problems;
    private final Version version;

    StatementReader(Problems problems, Version version) {
        this.problems = problems;
        this.version = version;
    }

    /** The statement, or null once a problem has been added. */
    @Nullable Statement statement(Json.Members json, String path) {
        problems.repeated(path, json);
        for (String name : json.byName().keySet()) {
            element(name, path);
        }
        String sid = sid(json.byName().get("Sid"), path);
        Effect effect = effect(json.byName().get("Effect"), path);
        Map.Entry<String, Json> action = either(json, path, "Action", "NotAction");
        List<String> actions =
                action == null
                        ? List.of()
                        : list(
                                action.getValue(),
                                Problems.under(path, action.getKey()),
                                ACTION_HELP,
                                this::action);
        Map.Entry<String, Json> resource = either(json, path, "Resource", "NotResource");
        List<Text> resources =
                resource == null
                        ? List.of()
                        : list(
                                resource.getValue(),
                                Problems.under(path, resource.getKey()),
                                RESOURCE_HELP,
                                this::resource);
        List<Condition> conditions =
                json.byName().containsKey("Condition")
                        ? new ConditionReader(problems, version)
                                .conditions(
                                        json.byName().get("Condition"),
                                        Problems.under(path, "Condition"))
                        : List.of();
        if (!problems.none() || effect == null || action == null || resource == null) {
            return null;
        }
        return new Statement(
                sid,
                effect,
                new Actions(action.getKey().equals("NotAction"), actions),
                new Resources(resource.getKey().equals("NotResource"), resources),
                conditions);
    }

    private void element(String name, String path) {
        switch (name) {
            case "Sid",
                    "Effect",
                    "Action",
                    "NotAction",
                    "Resource",
                    "NotResource",
                    "Condition" -> {}
            case "Principal", "NotPrincipal" ->
                    problems.add(
                            Problems.under(path, name),
                            "`" + name + "` belongs to resource policies",
                            ELEMENTS);
            default ->
                    problems.add(
                            Problems.under(path, name),
                            "`" + Problems.quote(name) + "` is not an element of a statement",
                            ELEMENTS);
        }
    }

    private @Nullable String sid(@Nullable Json json, String path) {
        switch (json) {
            case null -> {
                return null;
            }
            case Json.Words(String text) when SID.matcher(text).matches() -> {
                return text.isEmpty() ? null : text;
            }
            case Json.Words(String text) ->
                    problems.add(
                            path + "/Sid",
                            "`" + Problems.quote(text) + "` is not a Sid",
                            "letters A-Z, a-z and digits only");
            default ->
                    problems.wrongType(
                            path + "/Sid", json, "a string of letters A-Z, a-z and digits");
        }
        return null;
    }

    private @Nullable Effect effect(@Nullable Json json, String path) {
        String help = "`Allow` or `Deny`, in this spelling";
        switch (json) {
            case null -> problems.add(path, "there is no `Effect`", help);
            case Json.Words(String text) -> {
                for (Effect effect : Effect.values()) {
                    if (effect.text().equals(text)) {
                        return effect;
                    }
                }
                problems.add(
                        path + "/Effect", "`" + Problems.quote(text) + "` is not an effect", help);
            }
            default -> problems.wrongType(path + "/Effect", json, help);
        }
        return null;
    }

    private Map.@Nullable Entry<String, Json> either(
            Json.Members json, String path, String name, String negated) {
        Json plain = json.byName().get(name);
        Json except = json.byName().get(negated);
        String help = "exactly one of `" + name + "` and `" + negated + "`";
        if (plain != null && except != null) {
            problems.add(path, "both `" + name + "` and `" + negated + "` are there", help);
            return null;
        }
        if (plain != null) {
            return Map.entry(name, plain);
        }
        if (except != null) {
            return Map.entry(negated, except);
        }
        problems.add(path, "there is neither `" + name + "` nor `" + negated + "`", help);
        return null;
    }

    /** A string or a list of strings; elements that are wrong are reported and left out. */
    private <T> List<T> list(
            Json json, String path, String help, BiFunction<String, String, @Nullable T> element) {
        List<Json> items = json instanceof Json.Items(List<Json> all) ? all : List.of(json);
        if (items.isEmpty()) {
            problems.add(path, "the list is empty", help);
        }
        var read = new ArrayList<T>();
        for (int i = 0; i < items.size(); i++) {
            String place = json instanceof Json.Items ? Problems.under(path, i) : path;
            if (items.get(i) instanceof Json.Words(String text)) {
                T value = element.apply(text, place);
                if (value != null) {
                    read.add(value);
                }
            } else {
                problems.wrongType(place, items.get(i), help);
            }
        }
        return read;
    }

    private @Nullable String action(String text, String path) {
        if (ACTION.matcher(text).matches()) {
            return text.replaceAll("\\*+", "*");
        }
        problems.add(path, "`" + Problems.quote(text) + "` is not an action", ACTION_HELP);
        return null;
    }

    private @Nullable Text resource(String text, String path) {
        if (!text.equals("*") && !text.startsWith("arn:")) {
            problems.add(path, "`" + Problems.quote(text) + "` is not a resource", RESOURCE_HELP);
            return null;
        }
        Text read = new TextReader(problems, version, true, true).read(text, path);
        if (read != null && variableBeforeFifthColon(read)) {
            problems.add(
                    path,
                    "a variable stands before the fifth colon of `" + Problems.quote(text) + "`",
                    "variables may stand in the resource part of an ARN only");
            return null;
        }
        return read;
    }

    private static boolean variableBeforeFifthColon(Text text) {
        long colons = 0;
        for (Text.Part part : text.parts()) {
            if (part instanceof Text.Literal(String plain)) {
                colons += plain.chars().filter(c -> c == ':').count();
            } else if (part instanceof Text.Variable && colons < 5) {
                return true;
            }
        }
        return false;
    }
}
