package dev.curfew.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Small random policies and requests over few names, so that they meet often. */
final class RandomPolicies {
    private static final List<String> ACTIONS =
            List.of(
                    "*",
                    "s3:*",
                    "s3:Get*",
                    "s3:GetObject",
                    "s3:GetObjectAcl",
                    "s3:*Object",
                    "S3:getobject",
                    "s3:?et*",
                    "s3:Put*",
                    "s3:PutObject",
                    "sqs:*",
                    "sqs:SendMessage",
                    "s*:*",
                    "*:Get*",
                    "s3:*t*A*");
    private static final List<String> RESOURCES =
            List.of(
                    "*",
                    "arn:aws:s3:::*",
                    "arn:aws:s3:::b",
                    "arn:aws:s3:::b/*",
                    "arn:aws:s3:::b*",
                    "arn:aws:s3:::b/a*",
                    "arn:aws:s3:::b/?",
                    "arn:aws:s3:::b/*/c",
                    "arn:aws:s3:::b/*a*b*",
                    "arn:aws:sqs:*:1:q",
                    "arn:aws:sqs:*:q",
                    "arn:aws:sqs:us-*:1:q",
                    "arn:aws:sqs:us*:1:*",
                    "arn:aws:*:*:*:*",
                    "arn:aws:s3:::b/${aws:username}/*",
                    "arn:aws:s3:::b/${aws:username}",
                    "arn:aws:s3:::b/${s3:prefix}",
                    "arn:aws:s3:::b/${foo:bar}",
                    "arn:aws:s3:::b/${aws:username, 'a'}",
                    "arn:aws:s3:::b/a:?",
                    "arn:aws:s3:::b/x*:*");
    private static final List<String> TEXTS =
            List.of("a", "b", "ab", "A", "", "a:b", "5", "10", "true", "*", "a?");
    private static final List<String> LIKES =
            List.of(
                    "a",
                    "*",
                    "a*",
                    "?",
                    "*b",
                    "${aws:username}",
                    "${aws:username}*",
                    "${foo:bar}",
                    "a?b",
                    "${*}");
    private static final List<String> KEYS =
            List.of(
                    "aws:RequestTag/t",
                    "aws:TagKeys",
                    "s3:prefix",
                    "aws:username",
                    "aws:PrincipalTag/team",
                    "foo:bar");
    private static final List<String> NUMBERS = List.of("1", "5", "5.0", "10", "-3");
    private static final List<String> DATES =
            List.of(
                    "2026-01-01T00:00:00Z",
                    "2026-01-01",
                    "2026-06-01T00:00:00+02:00",
                    "1767225601");
    private static final List<String> RANGES =
            List.of("10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "0.0.0.0/0", "2001:db8::/32");
    private static final List<String> ARNS =
            List.of(
                    "arn:aws:sns:*:1:t",
                    "arn:aws:sns:us-1:1:*",
                    "arn:aws:sns:us-1:1:t",
                    "*",
                    "arn:aws:sns:*",
                    "arn:*:t");

    private final RandomGenerator random;

    RandomPolicies(RandomGenerator random) {
        this.random = random;
    }

    Policy policy() {
        var statements = new ArrayList<String>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            statements.add(statement(i > 0 && random.nextInt(3) == 0 ? "Deny" : "Allow"));
        }
        return json(statements);
    }

    Policy denial() {
        return json(List.of(statement("Deny")));
    }

    /**
     * A policy with one statement of another taken out or a condition added: often narrower,
     * sometimes not.
     */
    Policy near(Policy policy) {
        var statements = new ArrayList<>(policy.statements());
        int at = random.nextInt(statements.size());
        Statement one = statements.get(at);
        Statement other = policy().statements().getFirst();
        statements.set(
                at,
                switch (random.nextInt(4)) {
                    case 0 ->
                            new Statement(
                                    null,
                                    one.effect(),
                                    other.actions(),
                                    one.resources(),
                                    one.conditions());
                    case 1 ->
                            new Statement(
                                    null,
                                    one.effect(),
                                    one.actions(),
                                    other.resources(),
                                    one.conditions());
                    case 2 ->
                            new Statement(
                                    null,
                                    one.effect(),
                                    one.actions(),
                                    one.resources(),
                                    other.conditions());
                    default -> {
                        var both = new ArrayList<>(one.conditions());
                        for (Condition condition : other.conditions()) {
                            if (both.stream()
                                    .noneMatch(c ->
                                            c.operator().equals(condition.operator())
                                                    && c.foldedKey()
                                                            .equals(condition.foldedKey()))) {
                                both.add(condition);
                            }
                        }
                        yield new Statement(
                                null, one.effect(), one.actions(), one.resources(), both);
                    }
                });
        return new Policy(Version.V2012, statements);
    }

    private Policy json(List<String> statements) {
        String version = random.nextInt(10) == 0 ? "" : "\"Version\":\"2012-10-17\",";
        return Policies.policy(
                "{" + version + "\"Statement\":[" + String.join(",", statements) + "]}");
    }

    private String statement(String effect) {
        String action = random.nextInt(5) == 0 ? "NotAction" : "Action";
        String resource = random.nextInt(5) == 0 ? "NotResource" : "Resource";
        return "{\"Effect\":\""
                + effect
                + "\",\""
                + action
                + "\":"
                + list(ACTIONS)
                + ",\""
                + resource
                + "\":"
                + list(RESOURCES)
                + conditions()
                + "}";
    }

    private String conditions() {
        Map<String, String> byOperator = new HashMap<>();
        int count = Math.max(0, random.nextInt(5) - 2);
        for (int i = 0; i < count; i++) {
            String set = pick(List.of("", "", "ForAllValues:", "ForAnyValue:"));
            String ifExists = random.nextInt(4) == 0 ? "IfExists" : "";
            switch (random.nextInt(7)) {
                case 0 ->
                        put(
                                byOperator,
                                set
                                        + pick(
                                                List.of(
                                                        "StringEquals",
                                                        "StringNotEquals",
                                                        "StringEqualsIgnoreCase"))
                                        + ifExists,
                                pick(KEYS),
                                list(TEXTS));
                case 1 ->
                        put(
                                byOperator,
                                set + pick(List.of("StringLike", "StringNotLike")) + ifExists,
                                pick(KEYS),
                                list(LIKES));
                case 2 ->
                        put(
                                byOperator,
                                set
                                        + pick(
                                                List.of(
                                                        "NumericLessThan",
                                                        "NumericGreaterThanEquals",
                                                        "NumericEquals",
                                                        "NumericNotEquals"))
                                        + ifExists,
                                pick(List.of("s3:max-keys", "foo:n", "foo:bar")),
                                list(NUMBERS));
                case 3 ->
                        put(
                                byOperator,
                                set
                                        + pick(
                                                List.of(
                                                        "DateLessThan",
                                                        "DateGreaterThan",
                                                        "DateNotEquals"))
                                        + ifExists,
                                pick(List.of("aws:CurrentTime", "foo:d")),
                                list(DATES));
                case 4 ->
                        put(
                                byOperator,
                                set + pick(List.of("IpAddress", "NotIpAddress")) + ifExists,
                                pick(List.of("aws:SourceIp", "foo:ip")),
                                list(RANGES));
                case 5 ->
                        put(
                                byOperator,
                                set + pick(List.of("ArnLike", "ArnNotEquals")) + ifExists,
                                pick(List.of("aws:SourceArn", "foo:arn")),
                                list(ARNS));
                default ->
                        put(
                                byOperator,
                                pick(List.of("Null", "Bool")),
                                pick(KEYS),
                                list(List.of("true", "false")));
            }
        }
        var out = new ArrayList<String>();
        byOperator.forEach((operator, keys) -> out.add("\"" + operator + "\":{" + keys + "}"));
        return out.isEmpty() ? "" : ",\"Condition\":{" + String.join(",", out) + "}";
    }

    private static void put(
            Map<String, String> byOperator, String operator, String key, String values) {
        byOperator.putIfAbsent(operator, "\"" + key + "\":" + values);
    }

    Request request() {
        String action =
                pick(
                        List.of(
                                "s3:GetObject",
                                "s3:GetObjectAcl",
                                "s3:PutObject",
                                "sqs:SendMessage",
                                "s3:x",
                                "iam:GetUser",
                                "s3:PutAtA"));
        String resource =
                pick(
                        List.of(
                                "*",
                                "arn:aws:s3:::b",
                                "arn:aws:s3:::b/a",
                                "arn:aws:s3:::b/a/c",
                                "arn:aws:s3:::b/xaxbx",
                                "arn:aws:sqs:us-1:1:q",
                                "arn:aws:sqs:us-1:2:q",
                                "arn:aws:s3:::bb",
                                "arn:aws:s3:::b/ab",
                                "arn:aws:s3:::b/a:b",
                                "arn:aws:sqs:us:x:1:q",
                                "arn:aws:s3:::b/x:a:c",
                                "arn:aws:iam::1:user/a",
                                "arn:aws:s3:::b/"));
        return new Request(action, random.nextInt(4) == 0 ? anyText() : resource, context());
    }

    /** What a pattern matches if its wildcards may be anything; often no ARN. */
    private String anyText() {
        if (random.nextInt(8) == 0) {
            return pick(List.of("", "foo", "arn:aws:a", "a:b:c:d:e:f", "**"));
        }
        var out = new StringBuilder();
        for (char c : pick(RESOURCES).replaceAll("\\$\\{[^}]*}", "a").toCharArray()) {
            switch (c) {
                case '*' -> out.append(pick(List.of("", "a", "us-1", ":", "a:1:b", "x:")));
                case '?' -> out.append(pick(List.of("a", ":")));
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private Context context() {
        Map<String, List<String>> values = new HashMap<>();
        for (String key : KEYS) {
            boolean several = key.equals("aws:TagKeys") || key.equals("foo:bar");
            value(values, key, several, TEXTS);
        }
        value(values, "s3:max-keys", false, List.of("0", "1", "4.5", "5", "7", "10", "11", "x"));
        value(values, "foo:n", true, List.of("0", "1", "4.5", "5", "7", "10", "11", "x"));
        value(
                values,
                "aws:CurrentTime",
                false,
                List.of(
                        "2025-12-31T00:00:00Z",
                        "2026-01-01T00:00:00Z",
                        "2026-05-31T22:00:00Z",
                        "2027-01-01",
                        "x"));
        value(
                values,
                "foo:d",
                true,
                List.of("2025-12-31T00:00:00Z", "2026-01-01T00:00:00Z", "2027-01-01", "x"));
        value(
                values,
                "aws:SourceIp",
                false,
                List.of("10.1.2.3", "10.1.2.4", "10.2.0.0", "11.0.0.0", "2001:db8::1", "::1", "x"));
        value(
                values,
                "foo:ip",
                true,
                List.of("10.1.2.3", "10.1.2.4", "10.2.0.0", "11.0.0.0", "::1", "x"));
        value(
                values,
                "aws:SourceArn",
                false,
                List.of(
                        "arn:aws:sns:us-1:1:t",
                        "arn:aws:sns:us-2:1:t",
                        "arn:aws:sns:us-1:1:u",
                        "arn:aws:sns:a:b:1:t",
                        "x"));
        value(
                values,
                "foo:arn",
                true,
                List.of("arn:aws:sns:us-1:1:t", "arn:aws:sns:us-2:1:t", "x"));
        return new Context(values);
    }

    private void value(
            Map<String, List<String>> values, String key, boolean several, List<String> from) {
        switch (random.nextInt(several ? 4 : 3)) {
            case 0 -> {}
            case 3 -> values.put(key, List.of(pick(from), pick(from)));
            default -> values.put(key, List.of(pick(from)));
        }
    }

    private String list(List<String> from) {
        int count = 1 + random.nextInt(2);
        var values = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            values.add("\"" + pick(from) + "\"");
        }
        return "[" + String.join(",", values) + "]";
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
