package dev.curfew.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Small random policies over few letters, so that their patterns meet, overlap and cover each other
 * jointly; the child is the parent changed in a few places, or another policy.
 */
final class SmallPairs {
    private static final List<String> HEADS =
            List.of(
                    "arn:aws:s3:::",
                    "arn:aws:s3:::",
                    "arn:aws:s3:::",
                    "arn:aws:sqs:*:1:",
                    "arn:aws:sqs:u?:1:",
                    "arn:aws:sqs:u*:*",
                    "arn:*:sqs:ub:1:",
                    "arn:aws:*",
                    "");
    private static final List<String> SERVICES = List.of("s3:", "s3:", "s3:", "S3:", "sqs:", "s*:");

    /** Keys and the operators that are put on them; one type to a key. */
    private static final Map<String, List<String>> OPERATORS =
            Map.of(
                    "s3:prefix",
                    List.of(
                            "StringEquals",
                            "StringNotEquals",
                            "StringLike",
                            "StringNotLike",
                            "StringEqualsIgnoreCase",
                            "StringNotEqualsIgnoreCase"),
                    "aws:RequestTag/t",
                    List.of("StringEquals", "StringNotEquals", "StringLike", "StringNotLike"),
                    "aws:TagKeys",
                    List.of("StringEquals", "StringLike", "StringNotEquals"),
                    "s3:max-keys",
                    List.of(
                            "NumericEquals",
                            "NumericNotEquals",
                            "NumericLessThan",
                            "NumericLessThanEquals",
                            "NumericGreaterThan",
                            "NumericGreaterThanEquals"),
                    "aws:SecureTransport",
                    List.of("Bool"),
                    "aws:CurrentTime",
                    List.of("DateLessThan", "DateGreaterThanEquals", "DateNotEquals"),
                    "aws:SourceIp",
                    List.of("IpAddress", "NotIpAddress"),
                    "aws:SourceArn",
                    List.of("ArnLike", "ArnNotLike", "ArnEquals"));

    private static final List<String> KEYS = OPERATORS.keySet().stream().sorted().toList();
    static final List<String> DATES =
            List.of("2026-01-01T00:00:00Z", "2026-03-01T12:00:00Z", "2026-06-01T00:00:00Z");
    private static final List<String> RANGES =
            List.of("10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9", "10.1.2.3/32", "2001:db8::/32");

    private record Test(String operator, String key, List<String> values) {
        String text() {
            return "\"%s\":{\"%s\":%s}".formatted(operator, key, list(values));
        }
    }

    private record Rule(
            String effect,
            boolean notAction,
            List<String> actions,
            boolean notResource,
            List<String> resources,
            List<Test> tests) {
        String text() {
            Map<String, String> byOperator = new LinkedHashMap<>();
            for (Test test : tests) {
                byOperator.putIfAbsent(test.operator(), test.text());
            }
            return "{\"Effect\":\"%s\",\"%s\":%s,\"%s\":%s%s}"
                    .formatted(
                            effect,
                            notAction ? "NotAction" : "Action",
                            list(actions),
                            notResource ? "NotResource" : "Resource",
                            list(resources),
                            byOperator.isEmpty()
                                    ? ""
                                    : ",\"Condition\":{"
                                            + String.join(",", byOperator.values())
                                            + "}");
        }
    }

    private final RandomGenerator random;
    private final boolean variables;

    /**
     * @param variables whether patterns may hold policy variables
     */
    SmallPairs(RandomGenerator random, boolean variables) {
        this.random = random;
        this.variables = variables;
    }

    Pair next() {
        List<Rule> parent = rules();
        List<Rule> child = random.nextInt(6) == 0 ? rules() : new ArrayList<>(parent);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            change(child);
        }
        if (random.nextInt(3) == 0) {
            split(parent);
        }
        return new Pair(
                parent.stream().map(Rule::text).toList(), child.stream().map(Rule::text).toList());
    }

    private List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            rules.add(rule(i > 0 && random.nextInt(3) == 0 ? "Deny" : "Allow"));
        }
        return rules;
    }

    private Rule rule(String effect) {
        var tests = new ArrayList<Test>();
        for (int i = random.nextInt(4); i > 1; i--) {
            tests.add(test(pick(KEYS)));
        }
        return new Rule(
                effect,
                random.nextInt(6) == 0,
                several(this::action),
                random.nextInt(6) == 0,
                several(this::resource),
                tests);
    }

    private void change(List<Rule> rules) {
        int at = random.nextInt(rules.size());
        Rule one = rules.get(at);
        Rule other = rule(one.effect());
        var tests = new ArrayList<>(one.tests());
        switch (random.nextInt(8)) {
            case 0 -> rules.add(rule("Deny"));
            case 1 -> tests.add(test(pick(KEYS)));
            case 2 -> tests.addAll(other.tests());
            case 3 -> tests.replaceAll(test -> test(test.key()));
            case 4 ->
                    one =
                            new Rule(
                                    one.effect(),
                                    one.notAction(),
                                    one.actions().stream().map(this::filled).toList(),
                                    one.notResource(),
                                    one.resources(),
                                    one.tests());
            case 5 ->
                    one =
                            new Rule(
                                    one.effect(),
                                    one.notAction(),
                                    one.actions(),
                                    one.notResource(),
                                    one.resources().stream().map(this::filled).toList(),
                                    one.tests());
            case 6 ->
                    one =
                            new Rule(
                                    one.effect(),
                                    one.notAction(),
                                    one.actions(),
                                    other.notResource(),
                                    other.resources(),
                                    one.tests());
            default -> {
                if (rules.size() > 1) {
                    rules.remove(at);
                    if (rules.stream().noneMatch(rule -> rule.effect().equals("Allow"))) {
                        rules.add(one);
                    }
                    return;
                }
            }
        }
        rules.set(
                at,
                new Rule(
                        one.effect(),
                        one.notAction(),
                        one.actions(),
                        one.notResource(),
                        one.resources(),
                        tests));
    }

    /** One statement of the parent's becomes two that may be the same together. */
    private void split(List<Rule> rules) {
        int at = random.nextInt(rules.size());
        Rule rule = rules.get(at);
        Test test = test(pick(List.of("s3:max-keys", "aws:SecureTransport", "aws:SourceIp")));
        Test rest =
                switch (test.operator()) {
                    case "NumericLessThan" -> on(test, "NumericGreaterThanEqualsIfExists");
                    case "NumericEquals" -> on(test, "NumericNotEquals");
                    case "IpAddress" -> on(test, "NotIpAddress");
                    case "Bool" -> new Test("Bool", test.key(), List.of("true", "false"));
                    default -> new Test("Null", test.key(), List.of("true"));
                };
        rules.set(at, with(rule, test));
        rules.add(with(rule, rest));
    }

    private static Test on(Test test, String operator) {
        return new Test(operator, test.key(), test.values());
    }

    private static Rule with(Rule rule, Test test) {
        var tests = new ArrayList<>(rule.tests());
        tests.add(test);
        return new Rule(
                rule.effect(),
                rule.notAction(),
                rule.actions(),
                rule.notResource(),
                rule.resources(),
                tests);
    }

    private Test test(String key) {
        if (random.nextInt(8) == 0) {
            return new Test("Null", key, List.of(pick(List.of("true", "false"))));
        }
        String operator = pick(OPERATORS.getOrDefault(key, List.of()));
        boolean several = key.equals("aws:TagKeys") || random.nextInt(12) == 0;
        String set = several ? pick(List.of("", "ForAllValues:", "ForAnyValue:")) : "";
        String ifExists = random.nextInt(4) == 0 ? "IfExists" : "";
        return new Test(
                set + operator + ifExists,
                key,
                several(() ->
                        switch (operator) {
                            case "Bool" -> pick(List.of("true", "false"));
                            case "DateLessThan", "DateGreaterThanEquals", "DateNotEquals" ->
                                    pick(DATES);
                            case "IpAddress", "NotIpAddress" -> pick(RANGES);
                            case "ArnLike", "ArnNotLike" ->
                                    "arn:aws:sns:" + word(2, "ab*?") + ":1:" + word(3, "ab*:");
                            case "ArnEquals" -> "arn:aws:sns:a:1:" + word(2, "ab");
                            case "StringLike", "StringNotLike" -> variable(word(4, "abA*?"));
                            case String name when name.startsWith("Numeric") ->
                                    pick(List.of("0", "5", "5.0", "10", "-3", "2.5"));
                            default -> variable(word(2, "abA"));
                        }));
    }

    private String action() {
        return random.nextInt(10) == 0 ? "*" : pick(SERVICES) + "G" + word(3, "gtP*?");
    }

    private String resource() {
        String head = pick(HEADS);
        if (head.isEmpty()) {
            return "*";
        }
        return head.endsWith("*") ? head : head + variable("b" + word(4, "ab*?/:"));
    }

    private String variable(String text) {
        if (!variables || random.nextInt(4) > 0) {
            return text;
        }
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at)
                + pick(
                        List.of(
                                "${aws:username}",
                                "${aws:PrincipalTag/t}",
                                "${s3:prefix}",
                                "${aws:username, 'a'}"))
                + text.substring(at);
    }

    /** The pattern with one wildcard made narrower. */
    private String filled(String pattern) {
        int star = pattern.lastIndexOf('*');
        if (star < 0 || pattern.length() == 1) {
            return pattern;
        }
        return pattern.substring(0, star)
                + pick(List.of("", "a", "b*", "?", "*b", "*a*"))
                + pattern.substring(star + 1);
    }

    private String word(int longest, String letters) {
        return random.ints(random.nextInt(longest + 1), 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private List<String> several(java.util.function.Supplier<String> one) {
        return random.nextInt(3) == 0 ? List.of(one.get(), one.get()) : List.of(one.get());
    }

    private static String list(List<String> values) {
        return values.stream().map(v -> '"' + v + '"').collect(Collectors.joining(",", "[", "]"));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
