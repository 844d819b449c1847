package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.local.Stacks.Change;
import dev.curfew.local.Stacks.Deployed;
import dev.curfew.local.testing.TestCloud;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

class DeploymentIT {
    private final Deployed curfew = TestCloud.curfew();
    private final LocalCloud cloud = TestCloud.get();
    private final LocalDeployment deployment = TestCloud.deployment(Progress.silent());

    @Test
    void theFunctionsOfTheOneTemplateRun() {
        try (LambdaClient lambda = cloud.client(LambdaClient.builder())) {
            InvokeResponse answer =
                    lambda.invoke(request ->
                            request.functionName(curfew.output("OperateFunction"))
                                    .qualifier("live")
                                    .payload(
                                            SdkBytes.fromUtf8String(
                                                    "{\"operation\": \"no-such-thing\"}")));

            assertThat(answer.functionError()).isNull();
            assertThat(answer.payload().asUtf8String()).contains("\"refused\"");
        }
    }

    @Test
    void deployingAgainChangesNothingUntilSomethingChanged() {
        Map<String, String> parameters = TestCloud.PARAMETERS;
        Map<String, String> changed = new HashMap<>(parameters);
        changed.put("LogRetentionDays", "30");

        assertThat(deployment.curfew("curfew", parameters).change()).isEqualTo(Change.NONE);
        assertThat(deployment.curfew("curfew", changed).change()).isEqualTo(Change.UPDATED);
        assertThat(deployment.curfew("curfew", parameters).outputs()).isEqualTo(curfew.outputs());
    }

    /** The functions decide by the same list as the command shows. */
    @Test
    void whoDeployedIsAmongThoseThatNoLimitTouches() {
        String own = curfew.output("Own");

        assertThat(own.split(" ", -1)).contains("arn:aws:iam::" + LocalCloud.ACCOUNT + ":root");
        try (LambdaClient lambda = cloud.client(LambdaClient.builder())) {
            for (String function : List.of("SweepFunction", "RevokeFunction", "OperateFunction")) {
                assertThat(
                                lambda.getFunctionConfiguration(
                                                get -> get.functionName(curfew.output(function)))
                                        .environment()
                                        .variables())
                        .containsEntry("OWN", own);
            }
        }
    }

    @Test
    void aBrokeredRoleHasItsBoundaryAndItsPath() {
        String policy =
                """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]}\
                """;

        Deployed stack = deployment.brokeredRole("orders-reader", policy);

        try (IamClient iam = cloud.client(IamClient.builder())) {
            Role role = iam.getRole(request -> request.roleName("orders-reader")).role();
            assertThat(role.arn())
                    .isEqualTo(stack.output("RoleArn"))
                    .contains(":role/curfew/orders-reader");
            assertThat(role.permissionsBoundary().permissionsBoundaryArn())
                    .isEqualTo(curfew.output("BoundaryArn"));
        }
    }

    @Test
    void aStackThatFailsSaysWhichResourceAndWhyAndCanBeDeployedAgain() {
        String broken =
                """
                Resources:
                  Link:
                    Type: AWS::Lambda::EventInvokeConfig
                    Properties: {FunctionName: no-such-function, Qualifier: live, MaximumRetryAttempts: 0}
                """;
        try (Stacks stacks = new Stacks(cloud)) {
            assertThatThrownBy(() -> stacks.deploy("broken", Template.parse(broken), Map.of()))
                    .isInstanceOf(LocalFailure.class)
                    .hasMessageContaining("`Link` (AWS::Lambda::EventInvokeConfig)")
                    .hasMessageContaining("no-such-function");

            String sound = "Resources: {Queue: {Type: 'AWS::SQS::Queue'}}";
            assertThat(stacks.deploy("broken", Template.parse(sound), Map.of()).change())
                    .isEqualTo(Change.CREATED);
            stacks.delete("broken");
            assertThat(stacks.describe("broken")).isEmpty();
        }
    }
}
