package dev.curfew.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Overview;
import java.nio.file.Path;
import java.util.List;

/** What has to be there: the stack, queues, a role to hand out and a task. */
final class Setting {

    private static final String SEND_ANYWHERE =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}
            """
                    .strip();

    private final Stage stage;
    private final Teller teller;

    Setting(Stage stage) {
        this.stage = stage;
        this.teller = stage.teller();
    }

    boolean stackStands(ObjectNode facts) {
        DemoCloud cloud = stage.cloud();
        Overview overview = cloud.stacks().overview(Stage.STACK);
        if (!overview.stands()) {
            throw new Wrong(
                    "the stack is "
                            + overview.status()
                            + " with functions "
                            + overview.functions());
        }
        teller.call("./curfew up");
        teller.answer(
                "stack "
                        + Stage.STACK
                        + " at "
                        + cloud.endpoint()
                        + ": "
                        + overview.status()
                        + ", "
                        + overview.functions().size()
                        + " functions active");
        facts.put("endpoint", cloud.endpoint().toString()).put("status", overview.status());
        return true;
    }

    String queue(String name, ObjectNode facts) {
        teller.call("aws sqs create-queue --queue-name " + name);
        String arn = stage.cloud().account().makeQueue(name);
        teller.answer(arn);
        facts.put("queue", arn);
        return arn;
    }

    String role(ObjectNode facts) {
        teller.call(
                "aws cloudformation deploy --template-file brokered-role.yaml --stack-name order-sender ...");
        String arn = stage.cloud().account().makeBrokeredRole("order-sender", SEND_ANYWHERE);
        teller.answer(arn + ", which may send to any queue");
        facts.put("role", arn);
        return arn;
    }

    boolean task(String role, List<String> queues, ObjectNode facts) {
        Path file =
                stage.props()
                        .file(
                                "send-orders.yaml",
                                """
                                name: send-orders
                                description: Sends orders to the warehouse
                                roles: [%s]
                                ceiling: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "sqs:SendMessage", Resource: %s}]}
                                longestDuration: 15m
                                requesters: [%s]
                                """
                                        .formatted(
                                                role,
                                                queues,
                                                stage.cloud().account().administrator()));
        teller.call("./curfew task apply send-orders.yaml");
        String answer = stage.run("task", "apply", file.toString());
        teller.answer(answer);
        facts.put("answer", answer.strip());
        return true;
    }

    /** Writes a scope: sending to these queues. */
    Path scope(String name, String... queues) {
        return stage.props()
                .file(
                        name,
                        """
                        {
                          "Version": "2012-10-17",
                          "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["%s"]}]
                        }
                        """
                                .formatted(String.join("\", \"", queues)));
    }
}
