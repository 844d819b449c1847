package dev.curfew.core.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.policy.Context;
import dev.curfew.policy.Decision;
import dev.curfew.policy.Effect;
import dev.curfew.policy.Evaluator;
import dev.curfew.policy.Parsed;
import dev.curfew.policy.Policy;
import dev.curfew.policy.PolicySet;
import dev.curfew.policy.Request;
import dev.curfew.policy.Statement;
import dev.curfew.policy.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sums policies up by asking the evaluator for things that nobody would name: whoever may do them
 * may do them to anything.
 */
final class PolicyPowers {

    /** No pattern names it, so only a wildcard meets it. */
    private static final String ANY = "=.=";

    private static final Context AS_ANY = new Context(Map.of("aws:username", List.of(ANY)));

    /** IAM writes that give rights away, by the type of what they write to. */
    private static final Map<String, List<String>> ESCALATIONS =
            Map.of(
                    "user",
                    List.of(
                            "iam:PutUserPolicy",
                            "iam:AttachUserPolicy",
                            "iam:CreateAccessKey",
                            "iam:CreateLoginProfile",
                            "iam:UpdateLoginProfile"),
                    "role",
                    List.of(
                            "iam:PutRolePolicy",
                            "iam:AttachRolePolicy",
                            "iam:UpdateAssumeRolePolicy"),
                    "group",
                    List.of("iam:PutGroupPolicy", "iam:AttachGroupPolicy", "iam:AddUserToGroup"),
                    "policy",
                    List.of("iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"));

    /** How the names of actions begin that change nothing. */
    private static final Set<String> READS =
            Set.of(
                    "get",
                    "list",
                    "describe",
                    "head",
                    "batchget",
                    "search",
                    "query",
                    "scan",
                    "lookup",
                    "view",
                    "read",
                    "select",
                    "check",
                    "validate",
                    "simulate",
                    "estimate",
                    "preview");

    private static final Pattern IAM_ARN = Pattern.compile("arn:(aws[a-z-]*):iam::([0-9]{12}):");

    /** {@code *}, or all that a service has, perhaps of one account and Region. */
    private static final Pattern EVERYTHING = Pattern.compile("\\*|arn:(?:[^:]*:){0,4}\\*");

    private final List<Policy> statements = new ArrayList<>();

    /** Where a policy speaks of users and roles: partition and account. */
    private final SortedSet<String> places = new TreeSet<>(Set.of("arn:aws:iam::000000000000:"));

    private boolean unreadable;

    private PolicyPowers() {}

    static Powers of(List<String> policies) {
        var reading = new PolicyPowers();
        policies.forEach(reading::add);
        return reading.powers();
    }

    private void add(String policy) {
        JsonNode document;
        try {
            document = Json.read(policy);
        } catch (IllegalStateException notJson) {
            unreadable = true;
            return;
        }
        String version = document.path("Version").asText("2008-10-17");
        for (JsonNode statement : statements(document)) {
            add(version, statement);
        }
        Matcher arn = IAM_ARN.matcher(policy);
        while (arn.find()) {
            places.add(arn.group());
        }
    }

    /** A single statement may stand without a list around it. */
    static Iterable<JsonNode> statements(JsonNode policy) {
        JsonNode statements = policy.path("Statement");
        return statements.isArray() ? statements : List.of(statements);
    }

    /** Each statement by itself, so that one which the engine refuses spoils no other. */
    private void add(String version, JsonNode statement) {
        boolean denies = statement.path("Effect").asText().equals("Deny");
        if (denies && !statement.path("Condition").isEmpty()) {
            return;
        }
        ObjectNode bare = Json.MAPPER.createObjectNode().put("Effect", denies ? "Deny" : "Allow");
        for (String name : List.of("Action", "NotAction", "Resource", "NotResource")) {
            if (statement.has(name)) {
                bare.set(name, statement.get(name));
            }
        }
        if (read(version, bare) || denies) {
            return;
        }
        bare.remove(List.of("Resource", "NotResource"));
        if (!read(version, bare.put("Resource", "*"))) {
            unreadable = true;
        }
    }

    private boolean read(String version, ObjectNode statement) {
        ObjectNode policy = Json.MAPPER.createObjectNode().put("Version", version);
        policy.putArray("Statement").add(statement);
        if (Policy.parse(policy.toString()) instanceof Parsed.Valid(Policy valid)) {
            statements.add(valid);
            return true;
        }
        return false;
    }

    private Powers powers() {
        Evaluator evaluator = new Evaluator(new PolicySet(statements, List.of(), List.of()));
        SortedSet<String> services = new TreeSet<>();
        statements.stream()
                .flatMap(policy -> policy.statements().stream())
                .filter(statement -> statement.effect() == Effect.ALLOW)
                .filter(PolicyPowers::isAboutEverything)
                .forEach(statement -> writes(statement, evaluator, services));
        if (unreadable) {
            services.add("*");
        }
        return new Powers(unreadable || escalates(evaluator), services);
    }

    private boolean escalates(Evaluator evaluator) {
        for (String place : places) {
            for (Map.Entry<String, List<String>> each : ESCALATIONS.entrySet()) {
                String resource = place + each.getKey() + "/" + ANY;
                for (String action : each.getValue()) {
                    if (allows(evaluator, action, resource)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isAboutEverything(Statement statement) {
        return statement.resources().except()
                || statement.resources().patterns().stream()
                        .map(PolicyPowers::plain)
                        .anyMatch(pattern -> EVERYTHING.matcher(pattern).matches());
    }

    private static String plain(Text pattern) {
        StringBuilder text = new StringBuilder();
        for (Text.Part part : pattern.parts()) {
            text.append(
                    switch (part) {
                        case Text.Literal(String plain) -> plain;
                        case Text.AnyRun run -> "*";
                        case Text.AnyOne one -> "?";
                        case Text.Variable variable -> "$";
                    });
        }
        return text.toString();
    }

    private static void writes(
            Statement statement, Evaluator evaluator, SortedSet<String> services) {
        if (statement.actions().except()) {
            addIfAllowed("*", ANY + ":" + ANY, evaluator, services);
            return;
        }
        for (String pattern : statement.actions().patterns()) {
            String action = pattern.equals("*") ? "*:*" : pattern.toLowerCase(Locale.ROOT);
            String service = action.substring(0, action.indexOf(':'));
            String name = action.substring(service.length() + 1);
            if (isWildcard(name) && !isRead(name)) {
                addIfAllowed(service, action, evaluator, services);
            }
        }
    }

    private static void addIfAllowed(
            String service, String action, Evaluator evaluator, SortedSet<String> services) {
        String some = action.replace("*", ANY).replace("?", "=");
        String resource = "arn:aws:" + some.substring(0, some.indexOf(':')) + ":::" + ANY;
        // An Allow of the service's own ARNs may name a Region and an account; a Deny rarely does.
        boolean denied =
                evaluator.decide(new Request(some, resource, AS_ANY))
                        instanceof Decision.ExplicitlyDenied;
        if (!denied) {
            services.add(service);
        }
    }

    private static boolean allows(Evaluator evaluator, String action, String resource) {
        return evaluator.decide(new Request(action, resource, AS_ANY)) instanceof Decision.Allowed;
    }

    private static boolean isWildcard(String pattern) {
        return pattern.contains("*") || pattern.contains("?");
    }

    /** Whether all that the pattern meets begins like a read. */
    private static boolean isRead(String pattern) {
        String start = pattern.split("[*?]", 2)[0];
        return READS.stream().anyMatch(start::startsWith);
    }
}
