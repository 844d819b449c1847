package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.task.Forbidden;
import dev.curfew.policy.Context;
import dev.curfew.policy.Decision;
import dev.curfew.policy.Effect;
import dev.curfew.policy.Evaluator;
import dev.curfew.policy.Policy;
import dev.curfew.policy.PolicySet;
import dev.curfew.policy.Request;
import dev.curfew.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No task reaches a resource of the template, whichever it is: a new one fails here until it is
 * covered. And what no task may give, the boundary of the brokered roles does not let through.
 */
class OutOfReachTest {

    private static final ResolvedTemplate TEMPLATE = ResolvedTemplate.of("template.yaml");
    private static final String HERE = ":us-east-1:123456789012:";

    /** They are parts of another resource and have no ARN of their own. */
    private static final Set<String> PARTS =
            Set.of(
                    "AWS::Events::EventBusPolicy",
                    "AWS::IAM::Policy",
                    "AWS::IAM::RolePolicy",
                    "AWS::Lambda::Permission",
                    "AWS::SQS::QueuePolicy",
                    "AWS::S3::BucketPolicy");

    /** Their services are closed but for reads, whatever the resource. */
    private static final Set<String> CLOSED_BUT_FOR_READS =
            Set.of("AWS::IAM::Role", "AWS::IAM::ManagedPolicy");

    /**
     * One resource.
     *
     * @param action a call on it; one that AWS does not know yet where any is refused
     */
    record Own(String name, String action, String arn) {
        @Override
        public String toString() {
            return name + ": " + action;
        }
    }

    static Stream<Own> resources() {
        List<Own> all = new ArrayList<>();
        TEMPLATE.types()
                .forEach((name, type) -> {
                    if (PARTS.contains(type)) {
                        return;
                    }
                    String arn = arn(name, type);
                    if (CLOSED_BUT_FOR_READS.contains(type)) {
                        all.add(new Own(name, "iam:ActionOfTomorrow", arn));
                        all.add(new Own(name, "iam:PassRole", arn));
                        all.add(new Own(name, "sts:AssumeRole", arn));
                    } else if (type.equals("AWS::CloudTrail::Trail")) {
                        all.add(new Own(name, "cloudtrail:StopLogging", arn));
                        all.add(new Own(name, "cloudtrail:DeleteTrail", arn));
                        all.add(new Own(name, "cloudtrail:UpdateTrail", arn));
                    } else {
                        String service = arn.split(":", -1)[2];
                        for (String action : List.of("ActionOfTomorrow", "DeleteIt", "*")) {
                            all.add(new Own(name, service + ":" + action, arn));
                        }
                        for (String within : within(type)) {
                            all.add(new Own(name, service + ":ActionOfTomorrow", arn + within));
                        }
                    }
                });
        for (String function : TEMPLATE.ofType("AWS::Serverless::Function")) {
            TEMPLATE.properties(function)
                    .path("Events")
                    .properties()
                    .forEach(event -> all.add(event(event.getKey(), event.getValue())));
        }
        all.add(
                new Own(
                        "the stack",
                        "cloudformation:UpdateStack",
                        "arn:aws:cloudformation" + HERE + "stack/curfew/1a2b3c4d"));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("resources")
    void noTaskReachesIt(Own own) {
        for (Forbidden forbidden : List.of(of("IssueFunction"), of("OperateFunction"))) {
            assertThat(forbidden.problems(allow(own.action(), own.arn()))).isNotEmpty();
            assertThat(forbidden.problems(allow(own.action(), "*"))).isNotEmpty();
            assertThat(forbidden.refuses(allow(own.action(), own.arn()))).isPresent();
        }
    }

    @Test
    void theTemplateHasResourcesToReach() {
        assertThat(resources().map(Own::name))
                .contains("Catalogue", "Bus", "Created", "EveryMinute", "RecordFailed", "IssueLog");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Issue", "Release"})
    void theTwoDoorsNeedNoTask(String function) {
        String arn = arn(function + "Function", "AWS::Serverless::Function");

        assertThat(of("IssueFunction").problems(allow("lambda:InvokeFunction", arn))).isEmpty();
        assertThat(of("IssueFunction").problems(allow("lambda:InvokeFunction", arn + ":live")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Revoke", "Record", "Expire", "Operate", "Seal", "Sweep", "Watch", "Notify", "Slack"
            })
    void noOtherFunctionIsADoor(String function) {
        String arn = arn(function + "Function", "AWS::Serverless::Function");

        assertThat(of("IssueFunction").problems(allow("lambda:InvokeFunction", arn + ":live")))
                .isNotEmpty();
    }

    /**
     * The boundary of the brokered roles is the second line: to a session that carries its marks it
     * lets nothing through that no task may give, but for two differences on purpose. Reading the
     * trail's bucket stays possible, to a role for auditors. And it names the functions that must
     * not be invoked, since no pattern says "all but the doors"; names that no function has are
     * left to it and closed to tasks.
     */
    @Test
    void theBoundaryLetsNothingThroughThatNoTaskGivesButWhereTheyDifferOnPurpose() {
        Forbidden forbidden = of("IssueFunction");
        Policy boundary = marked(boundary());
        Policy trail =
                policy(
                        """
                        {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": ["s3:Get*", "s3:List*"],
                          "Resource": "arn:aws:s3:::curfew-trailbucket-*"}}
                        """);
        Policy names =
                policy(
                        """
                        {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "lambda:InvokeFunction",
                          "Resource": "arn:aws:lambda:us-east-1:123456789012:function:curfew-*"}}
                        """);

        assertThat(forbidden.refuses(boundary.plus(trail).plus(names))).isEmpty();

        assertThat(forbidden.refuses(boundary.plus(trail)).orElseThrow().message())
                .contains("`lambda:InvokeFunction`");
        assertThat(forbidden.refuses(boundary.plus(names)).orElseThrow().message())
                .contains("`s3:GetObject` on `arn:aws:s3:::curfew-trailbucket-");
    }

    /** The same one by one, on each resource and with actions that AWS has yet to invent. */
    @ParameterizedTest
    @MethodSource("resources")
    void theBoundaryRefusesItToo(Own own) {
        String action = own.action().replace("*", "ActionOfTomorrow");
        assertThat(decide(action, own.arn())).isNotInstanceOf(Decision.Allowed.class);
    }

    @Test
    void theBoundaryLetsASessionInvokeNoFunctionButTheDoors() {
        for (String function : TEMPLATE.ofType("AWS::Serverless::Function")) {
            boolean door = Set.of("IssueFunction", "ReleaseFunction").contains(function);
            String arn = arn(function, "AWS::Serverless::Function");

            for (String qualified : List.of(arn, arn + ":live")) {
                assertThat(decide("lambda:InvokeFunction", qualified) instanceof Decision.Allowed)
                        .as(qualified)
                        .isEqualTo(door);
            }
        }
    }

    private static Decision decide(String action, String resource) {
        Context marks =
                new Context(
                        Map.of(
                                "aws:PrincipalTag/curfew:lease", List.of("aaaaaaaaaaaa"),
                                "aws:PrincipalTag/curfew:lineage", List.of("/aaaaaaaaaaaa/")));
        return new Evaluator(PolicySet.of(boundary())).decide(new Request(action, resource, marks));
    }

    @Test
    void issueAndOperateAreToldTheSame() {
        assertThat(variables("IssueFunction").path("STACK_RESOURCES"))
                .isEqualTo(variables("OperateFunction").path("STACK_RESOURCES"));
    }

    // ---- How the template's resources are called once they stand ----

    private static String arn(String name, String type) {
        JsonNode properties = TEMPLATE.properties(name);
        String made = "curfew-" + name + "-1A2B3C4D5E6F";
        return switch (type) {
            case "AWS::DynamoDB::Table" ->
                    "arn:aws:dynamodb"
                            + HERE
                            + "table/"
                            + properties.path("TableName").asText(made);
            case "AWS::SQS::Queue" ->
                    "arn:aws:sqs" + HERE + properties.path("QueueName").asText(made);
            case "AWS::Events::EventBus" ->
                    "arn:aws:events" + HERE + "event-bus/" + named(properties, "Name");
            case "AWS::Serverless::Function" ->
                    "arn:aws:lambda" + HERE + "function:" + named(properties, "FunctionName");
            case "AWS::Logs::LogGroup" ->
                    "arn:aws:logs" + HERE + "log-group:" + named(properties, "LogGroupName");
            case "AWS::Events::Rule" ->
                    "arn:aws:events" + HERE + "rule/" + named(properties, "Name");
            case "AWS::IAM::Role" ->
                    "arn:aws:iam::123456789012:role/" + properties.path("RoleName").asText(made);
            case "AWS::IAM::ManagedPolicy" ->
                    "arn:aws:iam::123456789012:policy/curfew/"
                            + named(properties, "ManagedPolicyName");
            case "AWS::S3::Bucket" ->
                    "arn:aws:s3:::"
                            + properties.path("BucketName").asText(made.toLowerCase(Locale.ROOT));
            case "AWS::CloudWatch::Alarm" ->
                    "arn:aws:cloudwatch" + HERE + "alarm:" + named(properties, "AlarmName");
            case "AWS::CloudWatch::Dashboard" ->
                    "arn:aws:cloudwatch::123456789012:dashboard/"
                            + named(properties, "DashboardName");
            case "AWS::KMS::Key" ->
                    "arn:aws:kms" + HERE + "key/1a2b3c4d-1a2b-1a2b-1a2b-1a2b3c4d5e6f";
            case "AWS::Lambda::EventSourceMapping" ->
                    "arn:aws:lambda"
                            + HERE
                            + "event-source-mapping:1a2b3c4d-1a2b-1a2b-1a2b-1a2b3c4d5e6f";
            case "AWS::CloudTrail::Trail" ->
                    "arn:aws:cloudtrail" + HERE + "trail/" + named(properties, "TrailName");
            default ->
                    throw new AssertionError(
                            "how is "
                                    + name
                                    + " of type "
                                    + type
                                    + " called, and does Forbidden cover it?");
        };
    }

    private static Own event(String name, JsonNode event) {
        JsonNode properties = event.path("Properties");
        String type = event.path("Type").asText();
        return switch (type) {
            case "EventBridgeRule" ->
                    new Own(
                            name,
                            "events:ActionOfTomorrow",
                            "arn:aws:events" + HERE + "rule/" + named(properties, "RuleName"));
            case "ScheduleV2" ->
                    new Own(
                            name,
                            "scheduler:ActionOfTomorrow",
                            "arn:aws:scheduler"
                                    + HERE
                                    + "schedule/default/"
                                    + named(properties, "Name"));
            default ->
                    throw new AssertionError(
                            "what stands in the account for "
                                    + name
                                    + " of type "
                                    + type
                                    + ", and does Forbidden cover it?");
        };
    }

    private static String named(JsonNode properties, String field) {
        assertThat(properties.path(field).asText()).as(field).isNotEmpty();
        return properties.path(field).asText();
    }

    /** What lies within a resource and has an ARN of its own. */
    private static List<String> within(String type) {
        return switch (type) {
            case "AWS::DynamoDB::Table" ->
                    List.of("/index/due", "/stream/2026", "/backup/1", "/export/1");
            case "AWS::Serverless::Function" -> List.of(":live", ":1");
            case "AWS::Logs::LogGroup" -> List.of(":*", ":log-stream:x");
            case "AWS::S3::Bucket" -> List.of("/AWSLogs/x");
            default -> List.of();
        };
    }

    private static Forbidden of(String function) {
        JsonNode variables = variables(function);
        return Forbidden.of(
                real(variables.path("STACK_ID").asText()),
                List.of(real(variables.path("STACK_RESOURCES").asText()).split(" ")));
    }

    private static JsonNode variables(String function) {
        return TEMPLATE.properties(function).at("/Environment/Variables");
    }

    private static Policy boundary() {
        return policy(real(TEMPLATE.properties("Boundary").path("PolicyDocument").toString()));
    }

    /** Without the statements that deny sessions without marks. */
    private static Policy marked(Policy boundary) {
        List<Statement> statements =
                boundary.statements().stream()
                        .filter(each ->
                                each.effect() == Effect.ALLOW
                                        || each.conditions().stream()
                                                .noneMatch(condition ->
                                                        condition
                                                                .key()
                                                                .startsWith(
                                                                        "aws:PrincipalTag/curfew:")))
                        .toList();
        assertThat(statements).hasSize(boundary.statements().size() - 2);
        return new Policy(boundary.version(), statements);
    }

    /** The text with each reference to a resource as its ARN will be. */
    private static String real(String text) {
        String real = text;
        for (Map.Entry<String, String> resource : TEMPLATE.types().entrySet()) {
            if (!PARTS.contains(resource.getValue())) {
                String written = ResolvedTemplate.arn(resource.getKey());
                real =
                        real.replaceAll(
                                java.util.regex.Pattern.quote(written) + "(?![A-Za-z0-9])",
                                arn(resource.getKey(), resource.getValue()));
            }
        }
        return real;
    }

    private static Policy policy(String document) {
        return ResolvedTemplate.policy(Json.read(document));
    }

    private static Policy allow(String action, String resource) {
        return policy(
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\""
                        + action
                        + "\",\"Resource\":\""
                        + resource
                        + "\"}}");
    }
}
