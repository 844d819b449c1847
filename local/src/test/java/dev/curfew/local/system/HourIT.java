package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.aws.DynamoFindings;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Grant;
import dev.curfew.core.lease.Issuing.Issued;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.watch.Finding;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.system.Agents.Agent;
import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Ten agents at their ordinary work, on the deployed stack. With {@code -Dcurfew.golden=write} an
 * hour of it is kept under {@code events/hour}: four leases of a quarter of an hour for each agent.
 * They work at the start of each quarter; the time in which they idle is put in afterwards.
 */
class HourIT {

    private static final boolean RECORD = "write".equals(System.getProperty("curfew.golden"));
    private static final int AGENTS = 10;
    private static final int QUARTERS = RECORD ? 4 : 1;
    private static final int ROUNDS = RECORD ? 8 : 3;
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Instant HOUR = Instant.parse("2026-03-02T09:00:00Z");
    private static final String QUEUE = "hour-it";
    private static final SqsClient SQS = CURFEW.client(SqsClient.builder());
    private static final String URL = CURFEW.queue(QUEUE);
    private static final StsClient STS = CURFEW.client(StsClient.builder());

    private final Agents agents = Agents.of(CURFEW, QUEUE, 2);
    private final Map<String, Duration> shifts = new TreeMap<>();
    private final List<Agent> all = new ArrayList<>();

    @Test
    void tenAgentsAtWorkRaiseNothing() throws Exception {
        task();
        String tap = tap();
        List<JsonNode> records = new ArrayList<>();
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            Duration shift =
                    Duration.between(Instant.now(), HOUR.plus(QUARTER.multipliedBy(quarter)));
            List<Callable<List<Agent>>> work = new ArrayList<>();
            for (int agent = 0; agent < AGENTS; agent++) {
                String holder = "holder-of-hour-it-" + agent;
                boolean delegates = agent % 3 == 0;
                boolean releases = agent % 2 == 0;
                work.add(() -> work(holder, delegates, releases));
            }
            for (List<Agent> done : Campaign.inParallel(AGENTS, work)) {
                done.forEach(agent -> shifts.put(agent.id().value(), shift));
                all.addAll(done);
            }
            records.addAll(heard(tap));
        }
        assertThat(records).hasSizeGreaterThan(AGENTS * QUARTERS * ROUNDS);

        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        Set<String> ours = shifts.keySet();
        assertThat(
                        new DynamoFindings(CURFEW.dynamo(), CURFEW.output("LeasesTable"))
                                .list().stream()
                                        .filter(finding ->
                                                ours.contains(
                                                        String.valueOf(finding.subject().lease())))
                                        .filter(Finding::isOpen))
                .isEmpty();
        assertThat(all).allMatch(agent -> !agents.stateOf(agent).name().equals("REVOKED"));
        if (RECORD) {
            write(records);
        }
        System.out.println(
                "an hour of ordinary work: "
                        + records.size()
                        + " records of "
                        + all.size()
                        + " leases, no finding");
    }

    private List<Agent> work(String holder, boolean delegates, boolean releases) {
        List<Agent> used = new ArrayList<>();
        Agent agent = issue(holder);
        used.add(agent);
        for (int round = 0; round < ROUNDS; round++) {
            call(agent, "GetQueueUrl");
            call(agent, "GetQueueAttributes");
            call(agent, "GetCallerIdentity");
            call(agent, "SendMessage");
            if (round == 1) {
                call(agent, "ListQueues"); // whether it may; it may not
            }
        }
        if (delegates) {
            Agent child =
                    agents.agent(
                            agents.ask(agent, "issue", CURFEW.request(QUEUE, "PT5M", scope())));
            used.add(child);
            call(child, "GetQueueUrl");
            call(child, "GetQueueAttributes");
            agents.release(child, child.id());
        }
        if (releases) {
            agents.release(agent, agent.id());
            call(agent, "GetQueueUrl"); // it had that under way
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            call(agent, "GetQueueUrl");
        }
        return used;
    }

    private Agent issue(String holder) {
        Issued issued =
                agents.issuing(CURFEW.leaseTable(), agents.sessions(), Agents.NOBODY)
                        .issue(
                                Agents.holder(holder),
                                Agents.read(CURFEW.request(QUEUE, "PT15M", scope())),
                                Instant.now());
        return Agents.agent(issued);
    }

    private void task() {
        ObjectNode document =
                Json.MAPPER.createObjectNode().put("name", QUEUE).put("delegationDepth", 2);
        agents.roles().forEach(document.putArray("roles")::add);
        document.putArray("requesters")
                .add("arn:aws:iam::" + LocalCloud.ACCOUNT + ":user/holder-of-*");
        document.set("ceiling", scope());
        CURFEW.applyTask(document);
    }

    private static JsonNode scope() {
        return Json.read(
                """
                {"Statement": [{"Effect": "Allow", "Resource": "arn:aws:sqs:*:*:hour-it*",
                  "Action": ["sqs:SendMessage", "sqs:GetQueueUrl", "sqs:GetQueueAttributes"]}]}
                """);
    }

    private static void call(Agent agent, String name) {
        var as = StaticCredentialsProvider.create(agent.credentials());
        try {
            switch (name) {
                case "GetQueueUrl" ->
                        SQS.getQueueUrl(get ->
                                get.queueName(QUEUE)
                                        .overrideConfiguration(o -> o.credentialsProvider(as)));
                case "GetQueueAttributes" ->
                        SQS.getQueueAttributes(get ->
                                get.queueUrl(URL)
                                        .attributeNames(QueueAttributeName.ALL)
                                        .overrideConfiguration(o -> o.credentialsProvider(as)));
                case "SendMessage" ->
                        SQS.sendMessage(send ->
                                send.queueUrl(URL)
                                        .messageBody("x")
                                        .overrideConfiguration(o -> o.credentialsProvider(as)));
                case "ListQueues" ->
                        SQS.listQueues(
                                list -> list.overrideConfiguration(o -> o.credentialsProvider(as)));
                case "GetCallerIdentity" ->
                        STS.getCallerIdentity(
                                ask -> ask.overrideConfiguration(o -> o.credentialsProvider(as)));
                default -> throw new IllegalArgumentException(name);
            }
        } catch (SqsException denied) {
            // It is recorded all the same.
        }
    }

    /** All that the roles' sessions do, reads too. */
    private String tap() {
        EventBridgeClient events = CURFEW.client(EventBridgeClient.builder());
        String queue = CURFEW.queue("tap-of-hour");
        ObjectNode pattern = Json.MAPPER.createObjectNode();
        ArrayNode arns =
                pattern.putObject("detail")
                        .putObject("userIdentity")
                        .putObject("sessionContext")
                        .putObject("sessionIssuer")
                        .putArray("arn");
        agents.roles().forEach(arns::add);
        events.putRule(rule ->
                rule.name("tap-of-hour")
                        .state(RuleState.ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS)
                        .eventPattern(pattern.toString()));
        events.putTargets(put ->
                put.rule("tap-of-hour")
                        .targets(
                                Target.builder()
                                        .id("tap")
                                        .arn("arn:aws:sqs:us-east-1:000000000000:tap-of-hour")
                                        .build()));
        return queue;
    }

    private static List<JsonNode> heard(String queue) {
        List<JsonNode> records = new ArrayList<>();
        int empty = 0;
        while (empty < 3) {
            List<Message> messages =
                    SQS.receiveMessage(ask ->
                                    ask.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(1))
                            .messages();
            empty = messages.isEmpty() ? empty + 1 : 0;
            for (Message message : messages) {
                records.add(Json.read(message.body()).path("detail"));
                SQS.deleteMessage(
                        done -> done.queueUrl(queue).receiptHandle(message.receiptHandle()));
            }
        }
        return records;
    }

    // ---- Keeping it ----

    private void write(List<JsonNode> records) throws IOException {
        Path events = TestCloud.checkout().root().resolve("events/hour");
        Files.createDirectories(events);
        ObjectNode leases = Json.MAPPER.createObjectNode();
        for (Agent agent : all) {
            leases.set(agent.id().value(), lease(agents.find(agent.id())));
        }
        Files.writeString(events.resolve("leases.json"), leases.toPrettyString() + "\n");
        String lines =
                records.stream()
                        .map(this::shifted)
                        .filter(Objects::nonNull)
                        .sorted(
                                Comparator.comparing(
                                        (ObjectNode each) -> each.path("eventTime").asText()))
                        .map(ObjectNode::toString)
                        .collect(Collectors.joining("\n"));
        Files.writeString(events.resolve("records.jsonl"), lines + "\n");
    }

    /** At the time of the hour; null for a session that is none of these. */
    private @Nullable ObjectNode shifted(JsonNode record) {
        String user = record.at("/userIdentity/principalId").asText();
        Duration shift = shifts.get(user.substring(user.indexOf(':') + 1));
        if (shift == null) {
            return null;
        }
        ObjectNode kept = record.deepCopy();
        kept.put("eventTime", seconds(Instant.parse(record.path("eventTime").asText()), shift));
        kept.remove(List.of("userAgent", "requestID", "tlsDetails"));
        JsonNode context = kept.at("/userIdentity/sessionContext");
        if (context instanceof ObjectNode session) {
            session.remove("attributes");
        }
        return kept;
    }

    private ObjectNode lease(Lease lease) {
        Duration shift = Objects.requireNonNull(shifts.get(lease.id().value()));
        Grant grant = lease.grant();
        Instant ended = lease.endedAt();
        return Json.MAPPER
                .createObjectNode()
                .put("holder", grant.holder().id())
                .put("holderArn", grant.holder().arn())
                .put("role", grant.role())
                .put("roleId", lease.roleId())
                .put("accessKey", lease.accessKey())
                .put("lineage", grant.lineage().toString())
                .put("sessionPolicy", shifted(grant, shift))
                .put("issuedAt", seconds(grant.issuedAt(), shift))
                .put("expiresAt", seconds(grant.expiresAt(), shift))
                .put("releasedAt", ended == null ? null : seconds(ended, shift));
    }

    /** The deadline stands in the policy, too. */
    private static String shifted(Grant grant, Duration shift) {
        return grant.sessionPolicy()
                .replace(grant.expiresAt().toString(), seconds(grant.expiresAt(), shift));
    }

    private static String seconds(Instant time, Duration shift) {
        return time.plus(shift).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
