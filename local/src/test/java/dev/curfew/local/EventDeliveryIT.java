package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateAliasResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class EventDeliveryIT {
    private final String name = "fails-" + UUID.randomUUID().toString().substring(0, 8);
    private final LocalCloud cloud = TestCloud.get();

    @Test
    void anEventOnWhichAFunctionFailsEndsInTheFailureQueueOfItsAlias() throws IOException {
        try (SqsClient sqs = cloud.client(SqsClient.builder());
                EventBridgeClient events = cloud.client(EventBridgeClient.builder())) {
            String queue = sqs.createQueue(request -> request.queueName(name)).queueUrl();
            String queueArn =
                    sqs.getQueueAttributes(request ->
                                    request.queueUrl(queue)
                                            .attributeNames(QueueAttributeName.QUEUE_ARN))
                            .attributes()
                            .get(QueueAttributeName.QUEUE_ARN);
            String alias = failingFunction(Objects.requireNonNull(queueArn));
            events.putRule(request ->
                    request.name(name).eventPattern("{\"source\": [\"%s\"]}".formatted(name)));
            events.putTargets(request ->
                    request.rule(name).targets(Target.builder().id("function").arn(alias).build()));

            events.putEvents(request ->
                    request.entries(
                            PutEventsRequestEntry.builder()
                                    .source(name)
                                    .detailType("test")
                                    .detail("{\"number\": 7}")
                                    .build()));

            Message failed =
                    sqs.receiveMessage(request -> request.queueUrl(queue).waitTimeSeconds(15))
                            .messages()
                            .getFirst();
            assertThat(failed.body()).contains("RetriesExhausted", "\"number\": 7");
        }
    }

    private String failingFunction(String failures) throws IOException {
        try (IamClient iam = cloud.client(IamClient.builder());
                LambdaClient lambda = cloud.client(LambdaClient.builder())) {
            String role =
                    iam.createRole(request ->
                                    request.roleName(name)
                                            .assumeRolePolicyDocument(
                                                    """
                                                    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                                     "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}\
                                                    """))
                            .role()
                            .arn();
            SdkBytes code = SdkBytes.fromByteArray(FunctionProcessIT.zip("#!/bin/sh\nexit 1\n"));
            lambda.createFunction(request ->
                    request.functionName(name)
                            .runtime("provided.al2023")
                            .handler("none")
                            .role(role)
                            .code(source -> source.zipFile(code)));
            String version = lambda.publishVersion(request -> request.functionName(name)).version();
            CreateAliasResponse alias =
                    lambda.createAlias(request ->
                            request.functionName(name).name("live").functionVersion(version));
            lambda.putFunctionEventInvokeConfig(request ->
                    request.functionName(name)
                            .qualifier("live")
                            .maximumRetryAttempts(1)
                            .destinationConfig(
                                    to -> to.onFailure(queue -> queue.destination(failures))));
            return alias.aliasArn();
        }
    }
}
