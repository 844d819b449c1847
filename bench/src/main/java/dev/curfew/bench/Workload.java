package dev.curfew.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Policies such as teams write for S3, SQS and DynamoDB: a ceiling, and a session policy that
 * narrows some of its grants. The same seed gives the same policies.
 */
final class Workload {
    private static final List<String> REGIONS = List.of("eu-west-1", "us-east-1", "ap-south-1");
    private static final List<String> NAMES =
            List.of("orders", "invoices", "carts", "returns", "stock", "mail", "audit", "prices");
    private static final List<String> S3 =
            List.of("GetObject", "PutObject", "DeleteObject", "GetObjectTagging", "GetObjectAcl");
    private static final List<String> SQS =
            List.of("SendMessage", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes");
    private static final List<String> DYNAMO =
            List.of("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem");

    private record Grant(String service, List<String> actions, String resource, String condition) {
        String text(String sid) {
            String named = sid.isEmpty() ? "" : "\"Sid\":\"" + sid + "\",";
            return "{%s\"Effect\":\"Allow\",\"Action\":[%s],\"Resource\":\"%s\"%s}"
                    .formatted(named, quoted(service, actions), resource, block(condition));
        }

        private static String block(String condition) {
            return condition.isEmpty() ? "" : ",\"Condition\":{" + condition + "}";
        }

        private static String quoted(String service, List<String> actions) {
            return String.join(
                    ",", actions.stream().map(a -> "\"" + service + ":" + a + "\"").toList());
        }
    }

    private final RandomGenerator random;

    Workload(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A session policy of about 2 KB and a ceiling of about 6 KB that contains it, or not. */
    Pair typical(boolean contained) {
        var grants = new ArrayList<Grant>();
        var parent = new ArrayList<String>();
        var denials = denials();
        int size = length(denials);
        while (size < 6_000) {
            Grant grant = grant(grants.size());
            grants.add(grant);
            String text = grant.text("Grant" + grants.size());
            parent.add(text);
            size += text.length();
        }
        parent.addAll(denials);
        var child = new ArrayList<String>();
        size = length(denials);
        while (size < 2_000) {
            String text = narrowed(pick(grants)).text("Part" + child.size());
            child.add(text);
            size += text.length();
        }
        if (!contained) {
            int at = random.nextInt(child.size());
            child.set(at, widened(pick(grants)).text("Part" + at));
        }
        child.addAll(denials);
        return new Pair(parent, child);
    }

    /**
     * As many statements on each side. One child statement in ten asks for what only two of the
     * parent's statements give together, and one parent statement in twenty is a Deny that the
     * child repeats.
     */
    Pair large(int statements, boolean contained) {
        var parent = new ArrayList<String>();
        var child = new ArrayList<String>();
        for (int i = 0; i < statements; i++) {
            Grant grant = grant(i);
            if (i % 20 == 19) {
                String denial = grant.text("").replace("\"Allow\"", "\"Deny\"");
                parent.add(denial);
                child.add(denial);
            } else if (i % 10 == 8 && grant.actions().size() > 1) {
                var half = grant.actions().subList(0, 1);
                var rest = grant.actions().subList(1, grant.actions().size());
                parent.set(i - 1, with(grant, half).text(""));
                child.set(i - 1, with(grant, half).text(""));
                parent.add(with(grant, rest).text(""));
                child.add(grant.text(""));
            } else {
                parent.add(grant.text(""));
                child.add(narrowed(grant).text(""));
            }
        }
        if (!contained) {
            child.set(statements / 2, widened(grant(statements / 2)).text(""));
        }
        return new Pair(parent, child);
    }

    /**
     * Resources that are nothing but infix wildcards, {@code *a*b*c*}, in several statements a
     * side.
     */
    Pair wildcards(int patterns, int letters) {
        var parent = new ArrayList<String>();
        var child = new ArrayList<String>();
        for (int i = 0; i < patterns; i++) {
            String text = infixes(letters);
            child.add(wild("Resource", text));
            // Each of the parent's lacks one letter of a child's, so it covers it, but all meet.
            parent.add(wild("Resource", text.substring(2)));
        }
        return new Pair(parent, child);
    }

    /** One child statement against a union of infix wildcards and their denials. */
    Pair wildcardUnion(int patterns, int letters) {
        var parent = new ArrayList<String>();
        for (int i = 0; i < patterns; i++) {
            parent.add(wild("Resource", infixes(letters)));
            parent.add(wild("NotResource", infixes(letters)));
        }
        return new Pair(parent, List.of(wild("Resource", "*")));
    }

    private static String wild(String element, String pattern) {
        return "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"%s\":\"arn:aws:s3:::%s\"}"
                .formatted(element, pattern);
    }

    private String infixes(int letters) {
        var out = new StringBuilder("*");
        for (int i = 0; i < letters; i++) {
            out.append((char) ('a' + random.nextInt(6))).append('*');
        }
        return out.toString();
    }

    private Grant grant(int at) {
        String name = NAMES.get(at % NAMES.size());
        String region = pick(REGIONS);
        return switch (random.nextInt(4)) {
            case 0 ->
                    new Grant(
                            "s3",
                            some(S3),
                            "arn:aws:s3:::acme-%s-%s/team-%d/*".formatted(name, region, at),
                            random.nextBoolean()
                                    ? ""
                                    : "\"StringEquals\":{\"aws:RequestedRegion\":\"%s\"}"
                                            .formatted(region));
            case 1 ->
                    new Grant(
                            "s3",
                            List.of("ListBucket", "ListBucketVersions"),
                            "arn:aws:s3:::acme-%s-%s".formatted(name, region),
                            "\"StringLike\":{\"s3:prefix\":[\"team-%d/*\",\"shared/%d/*\"]},"
                                            .formatted(at, at)
                                    + "\"NumericLessThanEquals\":{\"s3:max-keys\":\"1000\"}");
            case 2 ->
                    new Grant(
                            "sqs",
                            some(SQS),
                            "arn:aws:sqs:%s:123456789012:%s-%d-*".formatted(region, name, at),
                            random.nextInt(3) == 0
                                    ? "\"StringEquals\":{\"aws:ResourceTag/team\":[\"%s\",\"core\"]}"
                                            .formatted(name)
                                    : "");
            default ->
                    new Grant(
                            "dynamodb",
                            some(DYNAMO),
                            "arn:aws:dynamodb:%s:123456789012:table/%s-%d*"
                                    .formatted(region, name, at),
                            random.nextInt(3) == 0
                                    ? "\"ForAllValues:StringLike\":{\"dynamodb:LeadingKeys\":[\"%s-*\",\"open-*\"]}"
                                            .formatted(name)
                                    : "");
        };
    }

    private Grant narrowed(Grant grant) {
        List<String> actions = random.nextBoolean() ? grant.actions() : some(grant.actions());
        String resource =
                grant.resource().endsWith("*") && random.nextInt(3) > 0
                        ? grant.resource().substring(0, grant.resource().length() - 1)
                                + pick(List.of("2026", "daily", "a/b/"))
                                + pick(List.of("*", "", "?/*"))
                        : grant.resource();
        String more = "\"Bool\":{\"aws:SecureTransport\":\"true\"}";
        String condition =
                random.nextInt(3) > 0
                        ? grant.condition()
                        : grant.condition().isEmpty() ? more : grant.condition() + "," + more;
        return new Grant(grant.service(), actions, resource, condition);
    }

    private Grant widened(Grant grant) {
        return switch (random.nextInt(3)) {
            case 0 -> with(grant, List.of("*"));
            case 1 ->
                    new Grant(
                            grant.service(),
                            grant.actions(),
                            grant.resource().replace("12345", "54321").replace("acme", "acme-x"),
                            grant.condition());
            default -> {
                var actions = new ArrayList<>(grant.actions());
                actions.add("TagResource");
                yield with(grant, actions);
            }
        };
    }

    private static Grant with(Grant grant, List<String> actions) {
        return new Grant(grant.service(), actions, grant.resource(), grant.condition());
    }

    private List<String> denials() {
        return List.of(
                "{\"Sid\":\"OnlyTls\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\","
                        + "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}",
                "{\"Sid\":\"OnlyFromHome\",\"Effect\":\"Deny\",\"Action\":[\"s3:Put*\",\"s3:Delete*\"],"
                        + "\"Resource\":\"*\",\"Condition\":{\"NotIpAddress\":"
                        + "{\"aws:SourceIp\":[\"203.0.113.0/24\",\"198.51.100.0/24\"]}}}",
                "{\"Sid\":\"NoSecrets\",\"Effect\":\"Deny\",\"Action\":\"s3:*\","
                        + "\"Resource\":\"arn:aws:s3:::*/secret/*\"}");
    }

    private static int length(List<String> texts) {
        return texts.stream().mapToInt(String::length).sum();
    }

    /** At least one, in their order. */
    private List<String> some(List<String> from) {
        var some = new ArrayList<>(from);
        int drop = random.nextInt(from.size());
        for (int i = 0; i < drop; i++) {
            some.remove(random.nextInt(some.size()));
        }
        return some;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
