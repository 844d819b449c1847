package dev.curfew.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.aws.DynamoTasks;
import dev.curfew.aws.StsSessions;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Doors;
import dev.curfew.core.lease.IssueRequest;
import dev.curfew.core.lease.Issuing;
import dev.curfew.core.lease.Issuing.Issued;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseEvents;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.SessionCredentials;
import dev.curfew.core.lease.Sessions;
import dev.curfew.core.task.Forbidden;
import dev.curfew.local.LocalCloud;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Agents of one task of a deployed stack, what they ask through the doors of their own sessions,
 * and what each of them can still do. Where it is not issuing itself that is looked at, their
 * leases are issued in this process, with the issue function's own rights and adapters: that is
 * many times faster.
 */
final class Agents {

    /** No limit that a campaign would meet. */
    static final Leases.Limits PLENTY = new Leases.Limits(100_000, 100_000);

    /** The account's root user, which holds the first lease of each chain here. */
    static final Caller ROOT =
            new Caller(
                    LocalCloud.ACCOUNT,
                    "arn:aws:iam::" + LocalCloud.ACCOUNT + ":root",
                    LocalCloud.ACCOUNT,
                    null,
                    "arn:aws:iam::" + LocalCloud.ACCOUNT + ":root");

    static final LeaseEvents NOBODY =
            new LeaseEvents() {
                @Override
                public void issued(Lease lease) {}

                @Override
                public void ended(Lease lease) {}

                @Override
                public void denied(Lease lease) {}

                @Override
                public void denyListDue(String role) {}
            };

    private final DeployedCurfew curfew;
    private final String task;
    private final List<String> roles;
    private final String queue;
    private final SqsClient sqs;
    private final LambdaClient lambda;
    private final Sessions sessions;
    private final Forbidden forbidden;

    /** Makes so many roles, and a task of the same name for the work on queues of that name. */
    static Agents of(DeployedCurfew curfew, String name, int roles) {
        List<String> arns = new ArrayList<>();
        for (int i = 1; i <= roles; i++) {
            arns.add(
                    curfew.brokeredRole(
                            roles == 1 ? name : name + "-" + i,
                            "sqs:*",
                            "arn:aws:sqs:*:*:" + name + "*"));
        }
        return new Agents(curfew, name, arns);
    }

    private Agents(DeployedCurfew curfew, String name, List<String> roles) {
        this.curfew = curfew;
        this.task = name;
        this.roles = roles;
        this.queue = curfew.queue(name);
        this.sqs = curfew.client(SqsClient.builder());
        this.lambda = curfew.client(DeployedCurfew.patient());
        this.sessions = new StsSessions(curfew.asFunction("issue", StsClient.builder()));
        this.forbidden = curfew.forbidden();
        applyTask(name, roles);
    }

    /** One agent: its lease and the session that it was given. */
    record Agent(Lease lease, AwsSessionCredentials credentials) {
        LeaseId id() {
            return lease.id();
        }

        /** As Curfew knows it once it has proved itself. */
        Caller caller() {
            String name = lease.role().substring(lease.role().lastIndexOf('/') + 1);
            return new Caller(
                    LocalCloud.ACCOUNT,
                    "arn:aws:sts::%s:assumed-role/%s/%s"
                            .formatted(LocalCloud.ACCOUNT, name, lease.id()),
                    Objects.requireNonNull(lease.roleId()),
                    lease.id().value(),
                    lease.role());
        }
    }

    String task() {
        return task;
    }

    String role() {
        return roles.getFirst();
    }

    List<String> roles() {
        return roles;
    }

    Sessions sessions() {
        return sessions;
    }

    void applyTask(String name, List<String> roles) {
        ObjectNode document = Json.MAPPER.createObjectNode().put("name", name);
        roles.forEach(document.putArray("roles")::add);
        document.put("delegationDepth", 5).putArray("requesters").add(ROOT.principal());
        document.withArray("/requesters")
                .add("arn:aws:iam::" + LocalCloud.ACCOUNT + ":user/holder-of-*");
        document.set(
                "ceiling",
                Json.read(
                        """
                        {"Statement": [{"Effect": "Allow", "Resource": "arn:aws:sqs:*:*:%s*",
                          "Action": ["sqs:SendMessage", "sqs:ReceiveMessage"]}]}
                        """
                                .formatted(task)));
        curfew.applyTask(document);
    }

    /** What is asked for: this scope, for so long. */
    ObjectNode request(JsonNode scope, String duration) {
        return curfew.request(task, duration, scope);
    }

    /** Sending to the task's own queue. */
    ObjectNode scope() {
        return IssueIT.scope("sqs:SendMessage", task);
    }

    // ---- Issued in this process ----

    Issuing issuing(Leases leases, Sessions sessions, LeaseEvents events) {
        return new Issuing(
                new DynamoTasks(curfew.dynamo(), curfew.output("CatalogueTable")),
                forbidden,
                ids -> Map.of(),
                leases,
                sessions,
                events,
                new Random(),
                PLENTY,
                doors());
    }

    Doors doors() {
        String door = "arn:aws:lambda:us-east-1:" + LocalCloud.ACCOUNT + ":function:";
        return new Doors(
                door + curfew.output("IssueFunction") + ":live",
                door + curfew.output("ReleaseFunction") + ":live");
    }

    Agent issue(String duration) {
        return agent(issue(null, scope(), duration));
    }

    /** The same, for a holder of its own: what is found about it concerns nobody else. */
    Agent issueTo(String holder, String duration) {
        return agent(ask(holder, duration));
    }

    /** Asks for the same, which may be refused. */
    Issued ask(String holder, String duration) {
        return issuing(curfew.leaseTable(), sessions, NOBODY)
                .issue(holder(holder), read(request(scope(), duration)), Instant.now());
    }

    /** A user of that name, as if it had proved who it is. */
    static Caller holder(String name) {
        String arn = "arn:aws:iam::" + LocalCloud.ACCOUNT + ":user/" + name;
        return new Caller(LocalCloud.ACCOUNT, arn, idOf(name), null, arn);
    }

    static String idOf(String name) {
        return "AIDA" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }

    /** Hands on the same scope, for nearly all the time that there is. */
    Agent delegate(Agent parent) {
        Duration left =
                Duration.between(Instant.now(), parent.lease().expiresAt())
                        .truncatedTo(ChronoUnit.SECONDS);
        return agent(issue(parent, scope(), left.minusSeconds(5).toString()));
    }

    /**
     * @param parent null for a lease of the root user
     */
    Issued issue(@Nullable Agent parent, JsonNode scope, String duration) {
        return issuing(curfew.leaseTable(), sessions, NOBODY)
                .issue(
                        parent == null ? ROOT : parent.caller(),
                        read(request(scope, duration)),
                        Instant.now());
    }

    static IssueRequest read(JsonNode request) {
        return switch (IssueRequest.read(request)) {
            case IssueRequest.Read.Valid(IssueRequest valid) -> valid;
            case IssueRequest.Read.Invalid(var refusal) -> throw new AssertionError(refusal);
        };
    }

    static Agent agent(Issued issued) {
        return switch (issued) {
            case Issued.Granted(Lease lease, SessionCredentials session) ->
                    new Agent(lease, credentials(session));
            case Issued.Refused(var refusal) -> throw new AssertionError(refusal);
        };
    }

    static AwsSessionCredentials credentials(SessionCredentials session) {
        return AwsSessionCredentials.create(
                session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    // ---- Through the doors ----

    /** Asks a function with nothing but the agent's own session: it signs and it invokes. */
    JsonNode ask(Agent agent, String function, JsonNode request) {
        return ask(
                agent.credentials(),
                function,
                curfew.sign(request.toString(), agent.credentials()));
    }

    JsonNode ask(AwsCredentials credentials, String function, JsonNode event) {
        InvokeResponse answer =
                lambda.invoke(call ->
                        call.functionName(curfew.name() + "-" + function)
                                .qualifier("live")
                                .clientContext(DeployedCurfew.AWAITED)
                                .payload(
                                        SdkBytes.fromString(
                                                event.toString(), StandardCharsets.UTF_8))
                                .overrideConfiguration(override ->
                                        override.credentialsProvider(
                                                StaticCredentialsProvider.create(credentials))));
        if (answer.functionError() != null) {
            throw new AssertionError(answer.payload().asUtf8String());
        }
        return Json.read(answer.payload().asUtf8String());
    }

    /** A lease of the task's holder from the deployed functions, released as soon as it works. */
    Agent issueAndRelease() {
        Agent agent = agent(curfew.issue(task, "PT15M", scope()));
        if (!works(agent)) {
            throw new AssertionError("lease " + agent.id() + " does not work");
        }
        JsonNode released = release(agent, agent.id());
        if (!released.path("state").asText().equals("RELEASED")) {
            throw new AssertionError("lease " + agent.id() + " was not released: " + released);
        }
        return agent;
    }

    JsonNode release(Agent agent, LeaseId lease) {
        return ask(agent, "release", Json.MAPPER.createObjectNode().put("lease", lease.value()));
    }

    /** The agent that an answer of the issue function makes. */
    Agent agent(JsonNode answer) {
        if (!answer.has("SecretAccessKey")) {
            throw new AssertionError("no credentials were issued: " + answer);
        }
        return new Agent(
                find(new LeaseId(answer.path("lease").asText())),
                AwsSessionCredentials.create(
                        answer.path("AccessKeyId").asText(),
                        answer.path("SecretAccessKey").asText(),
                        answer.path("SessionToken").asText()));
    }

    // ---- What can still be done ----

    /** Whether a real call of the agent goes through; it fails for no reason but a denial. */
    boolean works(Agent agent) {
        return works(agent.credentials());
    }

    boolean works(AwsSessionCredentials credentials) {
        return can(credentials, "sqs:SendMessage", queue);
    }

    boolean can(AwsSessionCredentials credentials, String action, String queue) {
        var as = StaticCredentialsProvider.create(credentials);
        try {
            switch (action) {
                case "sqs:SendMessage" ->
                        sqs.sendMessage(send ->
                                send.queueUrl(queue)
                                        .messageBody("x")
                                        .overrideConfiguration(o -> o.credentialsProvider(as)));
                case "sqs:ReceiveMessage" ->
                        sqs.receiveMessage(ask ->
                                ask.queueUrl(queue)
                                        .waitTimeSeconds(0)
                                        .overrideConfiguration(o -> o.credentialsProvider(as)));
                case "sqs:DeleteMessage" ->
                        sqs.deleteMessage(delete ->
                                delete.queueUrl(queue)
                                        .receiptHandle("of no message")
                                        .overrideConfiguration(o -> o.credentialsProvider(as)));
                default -> throw new IllegalArgumentException(action);
            }
            return true;
        } catch (ReceiptHandleIsInvalidException letThrough) {
            return true;
        } catch (SqsException refused) {
            if (!refused.awsErrorDetails().errorCode().contains("AccessDenied")) {
                throw refused;
            }
            return false;
        }
    }

    /** How long after that time the agent's first call was denied; fails when none is. */
    Duration untilDenied(Agent agent, Instant start) {
        return Duration.between(start, firstDenied(agent, Duration.ZERO));
    }

    /**
     * When the agent's first call was denied; fails when none is.
     *
     * @param pause between two calls: many agents at once take all the time that the cloud has
     */
    Instant firstDenied(Agent agent, Duration pause) {
        Instant patience = Instant.now().plus(Campaign.PATIENCE);
        while (works(agent)) {
            if (Instant.now().isAfter(patience)) {
                throw new AssertionError(
                        "lease " + agent.id() + " still works after " + Campaign.PATIENCE);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return Instant.now();
    }

    Lease find(LeaseId id) {
        return curfew.leaseTable().find(id).orElseThrow();
    }

    LeaseState stateOf(Agent agent) {
        return find(agent.id()).state();
    }

    /** The deny policy of a role; empty when it has none. */
    Optional<JsonNode> denyPolicy(String role) {
        return curfew.inlinePolicy(role.substring(role.lastIndexOf('/') + 1), "curfew-deny");
    }

    /** The lineage patterns that a role's deny policy denies. */
    List<String> denied(String role) {
        List<String> patterns = new ArrayList<>();
        denyPolicy(role)
                .map(policy ->
                        policy.at(
                                "/Statement/0/Condition/StringLike/aws:PrincipalTag~1curfew:lineage"))
                .filter(ArrayNode.class::isInstance)
                .ifPresent(values -> values.forEach(value -> patterns.add(value.asText())));
        return patterns;
    }
}
