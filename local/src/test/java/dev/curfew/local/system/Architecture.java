package dev.curfew.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the template says of how the parts hang together, as diagrams and a table. */
final class Architecture {

    private static final String OWN = ResolvedTemplate.arn("");
    private static final Pattern READS =
            Pattern.compile(
                    "[a-z0-9-]+:(Get|BatchGet|List|Query|Scan|Receive|Describe|Simulate|Lookup|GenerateCredentialReport).*");
    private static final Set<String> EVERYDAY =
            Set.of("logs", "xray", "events", "dynamodb", "sqs", "s3");

    private final ResolvedTemplate template;
    private final List<String> functions;

    Architecture(ResolvedTemplate template) {
        this.template = template;
        this.functions = template.ofType("AWS::Serverless::Function");
    }

    /** One permission of a function: an action on a resource. */
    private record Grant(String action, String resource, JsonNode condition) {
        String service() {
            return action.substring(0, action.indexOf(':'));
        }

        boolean isRead() {
            return READS.matcher(action).matches();
        }

        /** The stack's own resource that it is on; empty for anything else. */
        String own() {
            return resource.startsWith(OWN)
                    ? resource.substring(OWN.length()).replaceFirst("[/:.*].*", "")
                    : "";
        }
    }

    /** What starts each function. */
    String starts() {
        Set<String> edges = new TreeSet<>();
        for (Rules.Rule rule : Rules.of(template)) {
            String from =
                    rule.bus().equals("default")
                            ? "aws([events of AWS])"
                            : "bus{{\"Curfew's bus\"}}";
            String target = rule.function();
            edges.add(
                    edge(
                            from,
                            node(target),
                            rule.bus().equals("default") ? rule.name() : types(rule.pattern())));
        }
        for (String function : functions) {
            template.properties(function)
                    .path("Events")
                    .forEach(event -> {
                        String expression = event.at("/Properties/ScheduleExpression").asText();
                        if (!expression.isEmpty()) {
                            edges.add(edge("clock([clock])", node(function), expression));
                        }
                    });
            if (template.properties(function).has("FunctionUrlConfig")) {
                edges.add(edge("slackapp([Slack])", node(function), "its URL"));
            }
            for (Grant grant : grants(function)) {
                if (grant.action().equals("lambda:InvokeFunction")) {
                    called(grant.resource())
                            .forEach(called ->
                                    edges.add(dotted(node(function), node(called), "invokes")));
                } else if (grant.action().equals("events:PutEvents")) {
                    edges.add(edge(node(function), "bus{{\"Curfew's bus\"}}", ""));
                } else if (grant.action().equals("sqs:SendMessage")
                        && !grant.own().endsWith("Failed")) {
                    edges.add(edge(node(function), node(grant.own()), ""));
                }
            }
        }
        for (String mapping : template.ofType("AWS::Lambda::EventSourceMapping")) {
            JsonNode properties = template.properties(mapping);
            edges.add(
                    edge(
                            node(name(properties.path("EventSourceArn").asText())),
                            node(name(properties.path("FunctionName").asText())),
                            ""));
        }
        return mermaid(edges);
    }

    /** What each function reads and writes of what the stack keeps. */
    String keeps() {
        Set<String> edges = new TreeSet<>();
        for (String function : functions) {
            List<Grant> kept =
                    grants(function).stream().filter(grant -> isStore(grant.own())).toList();
            for (String store : kept.stream().map(Grant::own).distinct().toList()) {
                boolean writes =
                        kept.stream()
                                .anyMatch(grant -> grant.own().equals(store) && !grant.isRead());
                edges.add(
                        writes
                                ? edge(node(function), node(store), "")
                                : dotted(node(function), node(store), ""));
            }
        }
        return mermaid(edges);
    }

    /** What each function says on the bus, and may change outside of what the stack keeps. */
    String powers() {
        StringBuilder table =
                new StringBuilder(
                        "| function | says on the bus | may do in AWS beyond reading |\n| --- | --- | --- |\n");
        for (String function : functions) {
            List<Grant> grants = grants(function);
            String says =
                    grants.stream()
                            .filter(grant -> grant.action().equals("events:PutEvents"))
                            .flatMap(grant ->
                                    texts(grant.condition().findPath("events:detail-type"))
                                            .stream())
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", "));
            String does =
                    grants.stream()
                            .filter(grant -> !grant.isRead() && !EVERYDAY.contains(grant.service()))
                            .map(Grant::action)
                            .distinct()
                            .sorted()
                            .map(action -> "`" + action + "`")
                            .collect(Collectors.joining(", "));
            table.append("| `%s` | %s | %s |%n".formatted(label(function), dash(says), dash(does)));
        }
        return table.toString();
    }

    private boolean isStore(String resource) {
        return List.of("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key")
                .contains(template.types().getOrDefault(resource, ""));
    }

    private List<Grant> grants(String function) {
        String role = name(template.properties(function).path("Role").asText());
        Stream<JsonNode> inline =
                children(template.properties(role).path("Policies"))
                        .map(policy -> policy.path("PolicyDocument"));
        Stream<JsonNode> beside =
                Stream.concat(
                                template.ofType("AWS::IAM::RolePolicy").stream(),
                                template.ofType("AWS::IAM::Policy").stream())
                        .map(template::properties)
                        .filter(policy ->
                                texts(policy.path("RoleName")).contains(OWN + role)
                                        || texts(policy.path("Roles")).contains(OWN + role))
                        .map(policy -> policy.path("PolicyDocument"));
        List<Grant> grants = new ArrayList<>();
        Stream.concat(inline, beside)
                .flatMap(document -> children(document.path("Statement")))
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .forEach(statement -> {
                    for (String action : texts(statement.path("Action"))) {
                        for (String resource : texts(statement.path("Resource"))) {
                            grants.add(new Grant(action, resource, statement.path("Condition")));
                        }
                    }
                });
        return grants;
    }

    private List<String> called(String resource) {
        Predicate<String> is =
                function ->
                        resource.contains(
                                        ":function:"
                                                + template.properties(function)
                                                        .path("FunctionName")
                                                        .asText()
                                                + ":")
                                || name(resource).equals(function);
        return functions.stream().filter(is).toList();
    }

    private static Stream<JsonNode> children(JsonNode node) {
        return node.isArray() ? node.valueStream() : Stream.of(node);
    }

    /** All texts in it, however deep. */
    private static List<String> texts(JsonNode node) {
        return node.isTextual()
                ? List.of(node.asText())
                : node.valueStream().flatMap(each -> texts(each).stream()).toList();
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1).replaceFirst("\\..*", "");
    }

    private static String types(JsonNode pattern) {
        return pattern.findValues("detail-type").stream()
                .map(types -> {
                    String but = String.join(", ", texts(types.findPath("anything-but")));
                    return but.isEmpty() ? String.join(", ", texts(types)) : "all but " + but;
                })
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private String node(String resource) {
        String type = template.types().getOrDefault(resource, "");
        return switch (type) {
            case "AWS::Serverless::Function" -> resource + "[" + label(resource) + "]";
            case "AWS::SQS::Queue" -> resource + ">" + resource + "]";
            default -> resource + "[(" + resource + ")]";
        };
    }

    private static String label(String function) {
        return function.replaceFirst("Function$", "").toLowerCase(Locale.ROOT);
    }

    private static String dash(String text) {
        return text.isEmpty() ? "–" : text;
    }

    private static String edge(String from, String to, String label) {
        return from + " --> " + (label.isEmpty() ? "" : "|\"" + label + "\"| ") + to;
    }

    private static String dotted(String from, String to, String label) {
        return from + " -.-> " + (label.isEmpty() ? "" : "|\"" + label + "\"| ") + to;
    }

    private static String mermaid(Set<String> edges) {
        return edges.stream()
                .collect(Collectors.joining("\n    ", "```mermaid\nflowchart LR\n    ", "\n```\n"));
    }
}
