package dev.curfew.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a {@code Condition} block. */
final class ConditionReader {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*:\\S(?:.*\\S)?");
    private static final String OPERATORS =
            Arrays.stream(Comparison.values())
                    .map(Comparison::text)
                    .collect(
                            Collectors.joining(
                                    ", ",
                                    "one of ",
                                    "; all but Null also with `IfExists` behind and `ForAllValues:` or `ForAnyValue:` before"));

    private final Problems problems;
    private final Version version;

    ConditionReader(Problems problems, Version version) {
        this.problems = problems;
        this.version = version;
    }

    List<Condition> conditions(@Nullable Json json, String path) {
        var all = new ArrayList<Condition>();
        String help = "an object of operators, each an object of keys and their values";
        if (!(json instanceof Json.Members operators)) {
            problems.wrongType(path, json == null ? new Json.Nothing() : json, help);
            return all;
        }
        problems.repeated(path, operators);
        if (operators.byName().isEmpty()) {
            problems.add(path, "the object is empty", "name an operator, or leave `Condition` out");
        }
        operators
                .byName()
                .forEach((name, value) -> {
                    String place = Problems.under(path, name);
                    Operator operator = Operator.named(name).orElse(null);
                    if (operator == null) {
                        problems.add(
                                place,
                                "`" + Problems.quote(name) + "` is not a condition operator",
                                OPERATORS);
                    } else if (value instanceof Json.Members keys) {
                        keys(operator, keys, place, all);
                    } else {
                        problems.wrongType(
                                place, value, "an object of condition keys and their values");
                    }
                });
        return all;
    }

    private void keys(Operator operator, Json.Members keys, String path, List<Condition> all) {
        problems.repeated(path, keys);
        if (keys.byName().isEmpty()) {
            problems.add(
                    path, "the object is empty", "name a condition key, or leave the operator out");
        }
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, Json> entry : keys.byName().entrySet()) {
            String key = entry.getKey();
            String place = Problems.under(path, key);
            if (!KEY.matcher(key).matches()) {
                problems.add(
                        place,
                        "`" + Problems.quote(key) + "` is not a condition key",
                        "`prefix:name`, such as `aws:SourceIp`");
            } else if (!seen.add(key.toLowerCase(Locale.ROOT))) {
                problems.add(
                        place,
                        "the key `" + Problems.quote(key) + "` stands more than once",
                        "keep one of them: keys do not differ by case");
            }
            List<Text> values = values(operator, entry.getValue(), place);
            if (problems.none()) {
                all.add(new Condition(operator, key, values));
            }
        }
    }

    private List<Text> values(Operator operator, Json json, String path) {
        String help = operator.comparison().kind().help() + ", or a list of such";
        List<Json> items = json instanceof Json.Items(List<Json> all) ? all : List.of(json);
        if (items.isEmpty()) {
            problems.add(path, "the list is empty", help);
        }
        var read = new ArrayList<Text>();
        for (int i = 0; i < items.size(); i++) {
            String place = json instanceof Json.Items ? Problems.under(path, i) : path;
            String text =
                    switch (items.get(i)) {
                        case Json.Words(String words) -> words;
                        case Json.Numeral(String number) -> number;
                        case Json.Truth(boolean truth) -> String.valueOf(truth);
                        default -> null;
                    };
            Text value = text == null ? null : value(operator.comparison(), text, place);
            if (text == null) {
                problems.wrongType(place, items.get(i), help);
            } else if (value != null) {
                read.add(value);
            }
        }
        return read;
    }

    private @Nullable Text value(Comparison comparison, String text, String path) {
        Text value =
                new TextReader(problems, version, comparison.wildcards(), comparison.variables())
                        .read(text, path);
        if (value == null) {
            return null;
        }
        String plain = value.asLiteral().orElse(null);
        boolean right =
                switch (comparison.kind()) {
                    case STRING, ARN -> true;
                    case NUMERIC -> plain != null && Values.number(plain) != null;
                    case DATE -> plain != null && Values.date(plain) != null;
                    case IP -> plain != null && IpRange.parse(plain) != null;
                    case BINARY -> plain != null && Values.binary(plain) != null;
                    case BOOL -> plain == null ? value.hasVariables() : Values.bool(plain) != null;
                    case NULL -> plain != null && Values.bool(plain) != null;
                };
        if (!right) {
            problems.add(
                    path,
                    "`" + Problems.quote(text) + "` is not a value for " + comparison.text(),
                    comparison.kind().help());
            return null;
        }
        boolean truth =
                comparison.kind() == Comparison.Kind.BOOL
                        || comparison.kind() == Comparison.Kind.NULL;
        return truth && plain != null ? Text.literal(plain.toLowerCase(Locale.ROOT)) : value;
    }
}
