package dev.curfew.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.aws.CallerProof;
import dev.curfew.aws.DynamoDenyLists;
import dev.curfew.aws.DynamoInventory;
import dev.curfew.aws.DynamoLeases;
import dev.curfew.core.caller.Audience;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.lease.DenyLists;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.SessionCredentials;
import dev.curfew.core.task.Forbidden;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.LocalDeployment;
import dev.curfew.local.Progress;
import dev.curfew.local.Stacks.Deployed;
import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Curfew as it is deployed on the local cloud, in the hands of the account's administrator. */
final class DeployedCurfew {

    static final DeployedCurfew CURFEW =
            BusContract.listeningTo(new DeployedCurfew(TestCloud.get(), TestCloud.curfew()));

    /** What an invocation says of itself whose answer is awaited. */
    static final String AWAITED =
            Base64.getEncoder()
                    .encodeToString(
                            "{\"custom\": {\"curfew\": \"answer-awaited\"}}"
                                    .getBytes(StandardCharsets.UTF_8));

    private final LocalCloud cloud;
    private final Deployed stack;
    private final Map<String, AwsCredentials> holders = new ConcurrentHashMap<>();
    private final LambdaClient lambda;
    private final SqsClient sqs;
    private final IamClient iam;
    private final StsClient sts;
    private final DynamoDbClient dynamo;

    private DeployedCurfew(LocalCloud cloud, Deployed stack) {
        this.cloud = cloud;
        this.stack = stack;
        this.lambda = cloud.client(patient());
        this.sqs = cloud.client(SqsClient.builder());
        this.iam = cloud.client(IamClient.builder());
        this.sts = cloud.client(StsClient.builder());
        this.dynamo = cloud.client(DynamoDbClient.builder());
    }

    /** Curfew on a cloud of its own. */
    static DeployedCurfew on(LocalCloud cloud) {
        return BusContract.listeningTo(
                new DeployedCurfew(cloud, new LocalDeployment(cloud, Progress.silent()).curfew()));
    }

    /** Curfew once more, beside the shared one on the same cloud. */
    static DeployedCurfew beside(String stack, Map<String, String> parameters) {
        LocalCloud cloud = TestCloud.get();
        return BusContract.listeningTo(
                new DeployedCurfew(
                        cloud,
                        new LocalDeployment(cloud, Progress.silent()).curfew(stack, parameters)));
    }

    /** The same, with something that stands where Slack would. */
    static DeployedCurfew beside(String stack, Map<String, String> parameters, URI slack) {
        LocalCloud cloud = TestCloud.get();
        return new DeployedCurfew(
                cloud,
                new LocalDeployment(cloud, Progress.silent()).curfew(stack, parameters, slack));
    }

    /** Waits for its turn among many, and asks once: a proof is good for one request. */
    static LambdaClientBuilder patient() {
        return LambdaClient.builder()
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(5)))
                .overrideConfiguration(
                        override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
    }

    LocalCloud cloud() {
        return cloud;
    }

    /** The stack's name, with which the names of its functions and roles begin. */
    String name() {
        return stack.name();
    }

    String output(String key) {
        return stack.output(key);
    }

    IamClient iam() {
        return iam;
    }

    StsClient sts() {
        return sts;
    }

    DynamoDbClient dynamo() {
        return dynamo;
    }

    /** What nobody gets of this stack, as its issue function was told. */
    Forbidden forbidden() {
        Map<String, String> variables =
                lambda.getFunctionConfiguration(get -> get.functionName(output("IssueFunction")))
                        .environment()
                        .variables();
        return Forbidden.of(
                Objects.requireNonNull(variables.get("STACK_ID")),
                List.of(Objects.requireNonNull(variables.get("STACK_RESOURCES")).split(" ")));
    }

    Inventory inventory() {
        return new DynamoInventory(dynamo, output("InventoryTable"), output("JournalTable"));
    }

    // ---- Using Curfew ----

    /** Makes a brokered role that may do the actions on the resource, once. */
    String brokeredRole(String name, String action, String resource) {
        String policy =
                """
                {"Version": "2012-10-17",
                 "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "%s"}]}
                """
                        .formatted(action, resource);
        return new LocalDeployment(cloud, Progress.silent())
                .brokeredRole(stack.name(), name, policy)
                .output("RoleArn");
    }

    /** Applies a task for the work on any queue but Curfew's own. */
    void applyTask(String name, String role, List<String> networks) {
        applyTask(
                name,
                role,
                networks,
                List.of(
                        "arn:aws:iam::" + LocalCloud.ACCOUNT + ":root",
                        "arn:aws:iam::" + LocalCloud.ACCOUNT + ":user/holder-of-*"));
    }

    void applyTask(String name, String role, List<String> networks, List<String> requesters) {
        ObjectNode request = Json.MAPPER.createObjectNode().put("operation", "task.apply");
        ObjectNode task = request.putArray("tasks").addObject().put("name", name);
        task.putArray("roles").add(role);
        task.set(
                "ceiling",
                Json.read(
                        """
                        {"Statement": [{"Effect": "Allow", "NotResource": "arn:aws:sqs:*:*:%s-*",
                          "Action": ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"]}]}
                        """
                                .formatted(stack.name())));
        requesters.forEach(task.putArray("requesters")::add);
        if (!networks.isEmpty()) {
            networks.forEach(task.putArray("networks")::add);
        }
        applyTasks(request);
    }

    /** Applies a task as it is written. */
    void applyTask(ObjectNode task) {
        ObjectNode request = Json.MAPPER.createObjectNode().put("operation", "task.apply");
        request.putArray("tasks").add(task);
        applyTasks(request);
    }

    private void applyTasks(JsonNode request) {
        JsonNode answer = operate(request);
        if (!answer.has("applied")) {
            throw new AssertionError("the task was refused: " + answer);
        }
    }

    ObjectNode request(String task, String duration, JsonNode scope) {
        ObjectNode request =
                Json.MAPPER
                        .createObjectNode()
                        .put("task", task)
                        .put("agent", "agent-of-" + task)
                        .put("duration", duration)
                        .put("reason", "an integration test");
        request.set("scope", scope);
        return request;
    }

    JsonNode issue(String task, String duration, JsonNode scope) {
        return issue(task, request(task, duration, scope));
    }

    /** Asks for a lease as the one who holds the task's leases in these tests. */
    JsonNode issue(String task, JsonNode request) {
        return ask("issue", sign(request.toString(), holder(task)));
    }

    /** Ends a lease as its holder. */
    JsonNode release(JsonNode issued) {
        JsonNode request =
                Json.MAPPER.createObjectNode().put("lease", issued.path("lease").asText());
        return ask("release", sign(request.toString(), holder(issued.path("task").asText())));
    }

    /** Revokes a lease as the account's administrator. */
    JsonNode revoke(LeaseId lease, String reason) {
        JsonNode request =
                Json.MAPPER.createObjectNode().put("lease", lease.value()).put("reason", reason);
        return ask("revoke", sign(request.toString(), AwsBasicCredentials.create("test", "test")));
    }

    /** Asks operate for something as the account's administrator. */
    JsonNode operate(JsonNode request) {
        return ask("operate", sign(request.toString(), AwsBasicCredentials.create("test", "test")));
    }

    /** A user of its own for each task, since a holder may have so many sessions and no more. */
    AwsCredentials holder(String task) {
        return holders.computeIfAbsent(
                task,
                name -> {
                    String user = "holder-of-" + name;
                    iam.createUser(make -> make.userName(user));
                    AccessKey key = iam.createAccessKey(make -> make.userName(user)).accessKey();
                    return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
                });
    }

    /** A session of a role that the administrator may assume, made once; it may do nothing. */
    Credentials roleSession(String role, String session) {
        String path = "/callers/";
        try {
            iam.createRole(make ->
                    make.roleName(role)
                            .path(path)
                            .assumeRolePolicyDocument(
                                    """
                                    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                      "Principal": {"AWS": "arn:aws:iam::000000000000:root"},
                                      "Action": "sts:AssumeRole"}]}
                                    """));
        } catch (EntityAlreadyExistsException made) {
            // by an earlier call
        }
        return sts.assumeRole(ask ->
                        ask.roleArn("arn:aws:iam::000000000000:role" + path + role)
                                .roleSessionName(session))
                .credentials();
    }

    /** What a client sends that asks with these credentials. */
    ObjectNode sign(String request, AwsCredentials credentials) {
        return new CallerProof(
                        sts,
                        new Audience(name(), LocalCloud.ACCOUNT, LocalCloud.REGION.id()),
                        Clock.systemUTC(),
                        new SecureRandom())
                .sign(request, credentials);
    }

    /** Sends an event to a function and waits for the answer. */
    JsonNode ask(String function, JsonNode event) {
        return invoke(function, event.toString(), AWAITED);
    }

    JsonNode invoke(String function, JsonNode request) {
        return invoke(function, request.toString(), null);
    }

    JsonNode invoke(String function, String request, @Nullable String clientContext) {
        InvokeResponse answer =
                lambda.invoke(call ->
                        call.functionName(name() + "-" + function)
                                .qualifier("live")
                                .clientContext(clientContext)
                                .payload(SdkBytes.fromUtf8String(request)));
        if (answer.functionError() != null) {
            throw new AssertionError(function + " failed: " + answer.payload().asUtf8String());
        }
        return Json.read(answer.payload().asUtf8String());
    }

    /** Sends an event to a function, with a client context, and does not wait. */
    void tell(String function, JsonNode event) {
        lambda.invoke(call ->
                call.functionName(name() + "-" + function)
                        .qualifier("live")
                        .clientContext(AWAITED)
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String(event.toString())));
    }

    String queue(String name) {
        return sqs.createQueue(make -> make.queueName(name)).queueUrl();
    }

    // ---- In somebody else's hands ----

    SqsClient as(JsonNode answer) {
        return client(SqsClient.builder(), session(answer));
    }

    SqsClient as(SessionCredentials session) {
        return client(
                SqsClient.builder(),
                AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }

    SqsClient as(Credentials session) {
        return client(SqsClient.builder(), session(session));
    }

    DynamoDbClient dynamoAs(Credentials session) {
        return client(DynamoDbClient.builder(), session(session));
    }

    IamClient iamAs(Credentials session) {
        return client(IamClient.builder(), session(session));
    }

    IamClient iamAs(AccessKey key) {
        return as(key, IamClient.builder());
    }

    <C, B extends AwsClientBuilder<B, C>> C as(AccessKey key, B builder) {
        return client(
                builder, AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    }

    StsClient stsAs(AwsCredentials credentials) {
        return client(StsClient.builder(), credentials);
    }

    StsClient stsAs(JsonNode answer) {
        return client(StsClient.builder(), session(answer));
    }

    StsClient stsAs(Credentials session) {
        return client(StsClient.builder(), session(session));
    }

    LambdaClient lambdaAs(JsonNode answer) {
        return client(LambdaClient.builder(), session(answer));
    }

    LambdaClient lambdaAs(Credentials session) {
        return client(LambdaClient.builder(), session(session));
    }

    /** The issue function's own STS. */
    StsClient stsOfTheIssueFunction() {
        return asFunction("issue", StsClient.builder());
    }

    /**
     * A client in a function's hands: of a session of its role, which is opened to the
     * administrator for that.
     */
    <C, B extends AwsClientBuilder<B, C>> C asFunction(String function, B builder) {
        String role = name() + "-" + function;
        iam.updateAssumeRolePolicy(update ->
                update.roleName(role)
                        .policyDocument(
                                """
                                {"Version": "2012-10-17", "Statement": [
                                  {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"},
                                   "Action": "sts:AssumeRole"},
                                  {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::000000000000:root"},
                                   "Action": "sts:AssumeRole"}]}
                                """));
        Credentials credentials =
                sts.assumeRole(ask ->
                                ask.roleArn(
                                                "arn:aws:iam::%s:role/%s"
                                                        .formatted(LocalCloud.ACCOUNT, role))
                                        .roleSessionName("in-a-test"))
                        .credentials();
        return client(builder, session(credentials));
    }

    private static AwsCredentials session(JsonNode answer) {
        if (!answer.has("SecretAccessKey")) {
            throw new AssertionError("no credentials were issued: " + answer);
        }
        return AwsSessionCredentials.create(
                answer.path("AccessKeyId").asText(),
                answer.path("SecretAccessKey").asText(),
                answer.path("SessionToken").asText());
    }

    static AwsCredentials session(Credentials session) {
        return AwsSessionCredentials.create(
                session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    <C, B extends AwsClientBuilder<B, C>> C client(B builder) {
        return cloud.client(builder);
    }

    private <C, B extends AwsClientBuilder<B, C>> C client(B builder, AwsCredentials credentials) {
        return cloud.client(builder, StaticCredentialsProvider.create(credentials));
    }

    // ---- Looking ----

    Leases leaseTable() {
        return new DynamoLeases(dynamo, output("LeasesTable"), output("JournalTable"));
    }

    DenyLists denyLists() {
        return new DynamoDenyLists(dynamo, output("LeasesTable"));
    }

    /** An inline policy of a role. */
    Optional<JsonNode> inlinePolicy(String role, String policy) {
        try {
            String document =
                    iam.getRolePolicy(get -> get.roleName(role).policyName(policy))
                            .policyDocument();
            return Optional.of(Json.read(URLDecoder.decode(document, StandardCharsets.UTF_8)));
        } catch (NoSuchEntityException none) {
            return Optional.empty();
        }
    }

    /** Every lease in the table. */
    List<Lease> leases() {
        return leaseTable().list();
    }

    LeaseState stateOf(JsonNode answer) {
        LeaseId id = new LeaseId(answer.path("lease").asText());
        return leaseTable().find(id).orElseThrow().state();
    }

    /** Waits until the inventory holds the identity and it is as expected. */
    Identity eventually(String id, Predicate<Identity> expected) {
        Instant patience = Instant.now().plusSeconds(30);
        while (true) {
            Optional<Identity> identity = inventory().find(id);
            if (identity.filter(expected).isPresent()) {
                return identity.get();
            }
            if (Instant.now().isAfter(patience)) {
                throw new AssertionError(
                        "after 30 s the inventory holds " + identity + " for " + id);
            }
            pause();
        }
    }

    /** All that stands in any table, as text. */
    String everyTable() {
        StringBuilder text = new StringBuilder();
        for (String table : dynamo.listTablesPaginator().tableNames()) {
            text.append(scan(table)).append('\n');
        }
        return text.toString();
    }

    /** All that the cloud and the functions on it have logged. */
    String everyLog() {
        try (Stream<Path> files = Files.walk(cloud.workspace().logs())) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
            return text + FunctionLogs.read(this);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private List<Map<String, AttributeValue>> scan(String table) {
        return dynamo.scanPaginator(scan -> scan.tableName(table)).items().stream().toList();
    }
}
