package dev.curfew.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import java.util.List;
import java.util.Random;

/** Scopes over a handful of queues and actions, and others that lie near one. */
final class RandomScopes {

    /**
     * What the queues' names end with; the last is the task's name and so what a variable names.
     */
    static final List<String> QUEUES = List.of("", "-a", "-ab", "-b", "-fuzz-it");

    private static final List<String> ALLOWED =
            List.of("sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage");
    private static final List<String> DENIED =
            List.of("sqs:SendMessage", "sqs:Receive*", "sqs:*Message", "sqs:Get*", "*");

    private final Random random;
    private final String name;

    RandomScopes(Random random, String name) {
        this.random = random;
        this.name = name;
    }

    ObjectNode any() {
        ObjectNode scope = Json.MAPPER.createObjectNode().put("Version", "2012-10-17");
        ArrayNode statements = scope.putArray("Statement");
        statements.add(statement(true));
        for (int more = random.nextInt(3); more > 0; more--) {
            statements.add(statement(random.nextInt(5) > 1));
        }
        return scope;
    }

    /** The same with one or two things changed, mostly to less; now and then another altogether. */
    ObjectNode near(ObjectNode scope) {
        if (random.nextInt(6) == 0) {
            return any();
        }
        ObjectNode near = scope.deepCopy();
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            change((ArrayNode) near.path("Statement"));
        }
        return near;
    }

    private void change(ArrayNode statements) {
        ObjectNode one = (ObjectNode) statements.get(random.nextInt(statements.size()));
        switch (random.nextInt(7)) {
            case 0, 1 -> statements.add(statement(false));
            case 2 -> condition(one);
            case 3 -> one.remove("Condition");
            case 4 -> one.set("Action", actions(isAllow(one)));
            case 5 -> {
                if (statements.size() > 1
                        && !isAllow((ObjectNode) statements.get(statements.size() - 1))) {
                    statements.remove(statements.size() - 1);
                }
            }
            default -> resources(one, isAllow(one));
        }
    }

    private static boolean isAllow(JsonNode statement) {
        return statement.path("Effect").asText().equals("Allow");
    }

    private ObjectNode statement(boolean allow) {
        ObjectNode statement =
                Json.MAPPER.createObjectNode().put("Effect", allow ? "Allow" : "Deny");
        statement.set("Action", actions(allow));
        resources(statement, allow);
        if (random.nextInt(3) == 0) {
            condition(statement);
        }
        return statement;
    }

    private ArrayNode actions(boolean allow) {
        ArrayNode actions = Json.MAPPER.createArrayNode();
        List<String> all = allow ? ALLOWED : DENIED;
        actions.add(one(all));
        if (allow && random.nextInt(3) > 0) {
            actions.add(one(all));
        }
        return actions;
    }

    private void resources(ObjectNode statement, boolean allow) {
        statement.remove(List.of("Resource", "NotResource"));
        if (random.nextInt(4) == 0) {
            ArrayNode not = statement.putArray("NotResource").add(resource());
            if (allow) {
                not.add("arn:aws:sqs:*:*:curfew-*"); // as the ceiling has it
            }
            return;
        }
        ArrayNode resources = statement.putArray("Resource").add(resource());
        if (random.nextInt(3) == 0) {
            resources.add(resource());
        }
    }

    private String resource() {
        String queue =
                switch (random.nextInt(8)) {
                    case 0 -> name + "*";
                    case 1 -> name + "-?";
                    case 2 -> name + "-a*";
                    case 3 -> name + "-*b";
                    case 4 -> name + "-${aws:PrincipalTag/curfew:task}";
                    default -> name + one(QUEUES);
                };
        return "arn:aws:sqs:%s:000000000000:%s"
                .formatted(random.nextInt(4) == 0 ? "*" : "us-east-1", queue);
    }

    private void condition(ObjectNode statement) {
        ObjectNode condition = statement.putObject("Condition");
        String letter =
                "*" + "0123456789abcdefghijklmnopqrstuvwxyz".charAt(random.nextInt(36)) + "*";
        switch (random.nextInt(9)) {
            case 0 -> condition.putObject("StringLike").put("aws:userid", "*:" + letter);
            case 1 -> condition.putObject("StringNotLike").put("aws:userid", "*:" + letter);
            case 2 ->
                    condition
                            .putObject("StringLike")
                            .put("aws:userid", "*:${aws:PrincipalTag/curfew:lease}");
            case 3 ->
                    condition
                            .putObject("StringEquals")
                            .put("aws:PrincipalTag/curfew:task", random.nextBoolean() ? name : "x");
            case 4 ->
                    condition
                            .putObject("StringLike")
                            .put("aws:PrincipalTag/curfew:lineage", "/" + letter + "/");
            case 5 ->
                    condition
                            .putObject("StringLike")
                            .put(
                                    "aws:PrincipalTag/curfew:lineage",
                                    "/*/${aws:PrincipalTag/curfew:lease}/");
            case 6 ->
                    condition
                            .putObject("IpAddress")
                            .put(
                                    "aws:SourceIp",
                                    random.nextBoolean() ? "127.0.0.0/8" : "127.0.0.1/32");
            case 7 ->
                    condition
                            .putObject("NotIpAddress")
                            .put(
                                    "aws:SourceIp",
                                    random.nextBoolean() ? "10.0.0.0/8" : "127.0.0.1/32");
            default ->
                    condition
                            .putObject("DateLessThan")
                            .put(
                                    "aws:CurrentTime",
                                    random.nextBoolean()
                                            ? "2099-01-01T00:00:00Z"
                                            : "2020-01-01T00:00:00Z");
        }
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
