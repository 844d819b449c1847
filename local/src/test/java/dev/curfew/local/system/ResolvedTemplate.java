package dev.curfew.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.curfew.core.document.Json;
import dev.curfew.local.Template;
import dev.curfew.local.testing.TestCloud;
import dev.curfew.policy.Parsed;
import dev.curfew.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A template with its references written out, as if deployed as stack {@code curfew}. */
final class ResolvedTemplate {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
    private static final Map<String, String> PSEUDO =
            Map.of(
                    "AWS::Partition", "aws",
                    "AWS::Region", "us-east-1",
                    "AWS::AccountId", "123456789012",
                    "AWS::StackName", "curfew",
                    "AWS::StackId",
                            "arn:aws:cloudformation:us-east-1:123456789012:stack/curfew/1a2b3c4d");

    private final JsonNode template;

    private ResolvedTemplate(JsonNode template) {
        this.template = template;
    }

    static ResolvedTemplate of(String file) {
        return new ResolvedTemplate(
                resolve(Template.read(TestCloud.checkout().root().resolve(file))));
    }

    JsonNode resource(String name) {
        JsonNode resource = template.at("/Resources/" + name);
        if (resource.isMissingNode()) {
            throw new AssertionError("the template has no " + name);
        }
        return resource;
    }

    JsonNode properties(String resource) {
        return resource(resource).path("Properties");
    }

    JsonNode globals() {
        return template.at("/Globals/Function");
    }

    /** The names of the resources of a type. */
    List<String> ofType(String type) {
        return template.path("Resources")
                .propertyStream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(type))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What stands under that name, wherever it is. */
    Stream<JsonNode> found(String field) {
        return template.findValues(field).stream();
    }

    /** The type of each resource, by name. */
    Map<String, String> types() {
        Map<String, String> types = new TreeMap<>();
        template.path("Resources")
                .properties()
                .forEach(resource ->
                        types.put(resource.getKey(), resource.getValue().path("Type").asText()));
        return types;
    }

    /** The inline policies of a role, as one; those that are resources of their own too. */
    Policy policyOf(String role) {
        Stream<JsonNode> own =
                StreamSupport.stream(properties(role).path("Policies").spliterator(), false);
        Stream<JsonNode> beside =
                ofType("AWS::IAM::RolePolicy").stream()
                        .map(this::properties)
                        .filter(policy -> policy.path("RoleName").asText().equals(arn(role)));
        return Stream.concat(own, beside)
                .map(policy -> policy(policy.path("PolicyDocument")))
                .reduce(Policy::plus)
                .orElseThrow();
    }

    static Policy policy(JsonNode document) {
        return switch (Policy.parse(document.toString())) {
            case Parsed.Valid(Policy policy) -> policy;
            case Parsed.Invalid(var problems) ->
                    throw new AssertionError(document + ": " + problems);
        };
    }

    /** How a reference to a resource is written out. */
    static String arn(String resource) {
        return "arn:aws:curfew:us-east-1:123456789012:" + resource;
    }

    private static JsonNode resolve(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.size() == 1) {
                Map.Entry<String, JsonNode> only = object.properties().iterator().next();
                switch (only.getKey()) {
                    case "Ref" -> {
                        return TextNode.valueOf(reference(only.getValue().asText()));
                    }
                    case "Fn::GetAtt" -> {
                        return TextNode.valueOf(arn(only.getValue().get(0).asText()));
                    }
                    case "Fn::Join" -> {
                        return TextNode.valueOf(
                                StreamSupport.stream(
                                                resolve(only.getValue().get(1)).spliterator(),
                                                false)
                                        .map(JsonNode::asText)
                                        .collect(
                                                Collectors.joining(
                                                        only.getValue().get(0).asText())));
                    }
                    case "Fn::Sub" -> {
                        return TextNode.valueOf(substitute(only.getValue().asText()));
                    }
                    default -> {}
                }
            }
            ObjectNode resolved = Json.MAPPER.createObjectNode();
            object.properties()
                    .forEach(field -> resolved.set(field.getKey(), resolve(field.getValue())));
            return resolved;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode resolved = Json.MAPPER.createArrayNode();
            array.forEach(each -> resolved.add(resolve(each)));
            return resolved;
        }
        return node;
    }

    private static String substitute(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(reference(found.group(1))));
    }

    private static String reference(String name) {
        String pseudo = PSEUDO.get(name);
        return pseudo != null ? pseudo : arn(name.replaceFirst("\\.(EventSourceMapping)?Arn$", ""));
    }
}
