package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.aws.DynamoTasks;
import dev.curfew.core.document.Json;
import dev.curfew.core.task.Task;
import dev.curfew.core.task.Tasks;
import dev.curfew.local.LocalCloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/** On the deployed stack: what no task gives, not even one that stands in the table already. */
class ForbiddenIT {

    private static final String HERE = ":us-east-1:" + LocalCloud.ACCOUNT + ":";

    private final Tasks tasks = new DynamoTasks(CURFEW.dynamo(), CURFEW.output("CatalogueTable"));

    @Test
    void noTaskReachesAResourceThatStandsInTheAccount() {
        List<String> reached = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        for (StackResource resource : resources()) {
            String arn = arn(resource);
            if (arn.isEmpty()) {
                continue;
            }
            asked.add(resource.resourceType());
            String action = arn.startsWith("arn:aws:iam:") ? "iam:PassRole" : service(arn) + ":*";

            JsonNode refused = apply(ceiling(action, arn)).path("refused");

            if (!refused.path("code").asText().equals("task-invalid")
                    || !refused.at("/problems/0/path").asText().equals("/tasks/0/ceiling")
                    || !refused.toString().contains("which no task can give")) {
                reached.add(action + " on " + arn + ": " + refused);
            }
        }

        assertThat(reached).isEmpty();
        assertThat(asked)
                .contains(
                        "AWS::DynamoDB::Table",
                        "AWS::Events::EventBus",
                        "AWS::Lambda::Function",
                        "AWS::IAM::Role",
                        "AWS::SQS::Queue",
                        "AWS::Logs::LogGroup");
        assertThat(tasks.find("forbidden-it")).isEmpty();
    }

    @Test
    void whatStandsInTheTableBehindOperatesBackIsRefusedWhenItIsAskedFor() {
        JsonNode open = ceiling("*", "*");
        tasks.apply(
                List.of(
                        new Task(
                                "forbidden-it-old",
                                null,
                                List.of("arn:aws:iam::" + LocalCloud.ACCOUNT + ":role/curfew/any"),
                                ResolvedTemplate.policy(open),
                                Duration.ofMinutes(15),
                                List.of("arn:aws:iam::" + LocalCloud.ACCOUNT + ":user/holder-of-*"),
                                0,
                                List.of())));
        int before = CURFEW.leases().size();
        String table = "arn:aws:dynamodb" + HERE + "table/" + CURFEW.output("LeasesTable");

        for (JsonNode scope :
                List.of(
                        ceiling("dynamodb:PutItem", table),
                        ceiling("iam:PassRole", "*"),
                        ceiling("sts:AssumeRole", "*"),
                        open)) {
            JsonNode refused = CURFEW.issue("forbidden-it-old", "PT5M", scope).path("refused");

            assertThat(refused.path("code").asText()).isEqualTo("scope-forbidden");
            assertThat(refused.path("message").asText()).contains("which no task can give");
            assertThat(refused.path("help").asText()).isNotBlank();
        }
        assertThat(CURFEW.leases()).as("nothing was written").hasSize(before);
    }

    private static JsonNode apply(JsonNode ceiling) {
        ObjectNode request = Json.MAPPER.createObjectNode().put("operation", "task.apply");
        ObjectNode task = request.putArray("tasks").addObject().put("name", "forbidden-it");
        task.putArray("roles").add("arn:aws:iam::" + LocalCloud.ACCOUNT + ":role/curfew/any");
        task.set("ceiling", ceiling);
        task.putArray("requesters").add("arn:aws:iam::" + LocalCloud.ACCOUNT + ":root");
        return CURFEW.operate(request);
    }

    private static JsonNode ceiling(String action, String resource) {
        return Json.read(
                """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "%s"}]}
                """
                        .formatted(action, resource));
    }

    private static List<StackResource> resources() {
        try (CloudFormationClient stacks = CURFEW.client(CloudFormationClient.builder())) {
            return stacks.describeStackResources(ask -> ask.stackName("curfew")).stackResources();
        }
    }

    private static String service(String arn) {
        return arn.split(":", -1)[2];
    }

    /** As the physical id of the resource says; empty for what has no ARN of its own. */
    private static String arn(StackResource resource) {
        String id = resource.physicalResourceId();
        String name = id.substring(id.lastIndexOf('/') + 1);
        return switch (resource.resourceType()) {
            case "AWS::DynamoDB::Table" -> "arn:aws:dynamodb" + HERE + "table/" + id;
            case "AWS::SQS::Queue" -> "arn:aws:sqs" + HERE + name;
            case "AWS::Events::EventBus" -> "arn:aws:events" + HERE + "event-bus/" + name;
            case "AWS::Events::Rule" -> "arn:aws:events" + HERE + "rule/" + name;
            case "AWS::Scheduler::Schedule" ->
                    "arn:aws:scheduler" + HERE + "schedule/default/" + name;
            case "AWS::Lambda::Function" -> "arn:aws:lambda" + HERE + "function:" + id;
            case "AWS::Logs::LogGroup" -> "arn:aws:logs" + HERE + "log-group:" + id;
            case "AWS::IAM::Role" -> "arn:aws:iam::" + LocalCloud.ACCOUNT + ":role/" + id;
            case "AWS::IAM::ManagedPolicy" -> id;
            default -> "";
        };
    }
}
