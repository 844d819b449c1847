package dev.curfew.local.system;

import static dev.curfew.local.system.Watched.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.aws.DynamoFindings;
import dev.curfew.aws.DynamoJournal;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Receipt;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Kind;
import dev.curfew.local.system.Agents.Agent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

/** Watching on the deployed stack: what is found, who is ended for it, and how soon. */
class WatchIT {

    private static final Agents AGENTS = Agents.of(CURFEW, "watch-it", 1);
    private static final SqsClient SQS = CURFEW.client(SqsClient.builder());
    private static final StsClient STS = CURFEW.client(StsClient.builder());

    @Test
    void whoKeepsCallingOutsideItsScopeIsRevokedAndNobodyElse() {
        Agent bystander = AGENTS.issue("PT15M");
        Agent warm = AGENTS.issueTo("holder-of-watch-it", "PT15M");
        callOutside(warm, 5);
        AGENTS.untilDenied(warm, Instant.now());
        untilRevokeIsFree(warm);

        List<Duration> untilDenied = new ArrayList<>();
        for (int round = 0; round < Campaign.size(50, 10); round++) {
            // One holder would be halted after some of them.
            Agent agent = AGENTS.issueTo("holder-of-watch-it-" + round, "PT15M");
            callOutside(agent, 4);
            assertThat(AGENTS.works(agent)).as("four times are a note").isTrue();
            Instant start = Instant.now();
            callOutside(agent, 1);
            untilDenied.add(AGENTS.untilDenied(agent, start));

            assertThat(AGENTS.stateOf(agent)).isEqualTo(LeaseState.REVOKED);
            untilRevokeIsFree(agent);
            Finding finding = finding(Kind.OUT_OF_SCOPE, agent);
            assertThat(finding.evidence()).hasSizeGreaterThanOrEqualTo(5);
            assertThat(
                            new DynamoJournal(CURFEW.dynamo(), CURFEW.output("JournalTable"))
                                    .of(agent.id().value()))
                    .as("from the evidence to the finding to the revocation")
                    .anySatisfy(entry ->
                            assertThat(entry.detail().getOrDefault("reason", ""))
                                    .contains(finding.id()));
        }

        assertThat(AGENTS.works(bystander)).isTrue();
        Campaign.print(
                "out of scope, warm: from the fifth call to the session's first AccessDenied "
                        + Campaign.percentiles(untilDenied));
    }

    @Test
    void aSessionOpenedPastTheBrokerIsDeniedByItsOwnNameAlone() {
        Agent bystander = AGENTS.issue("PT15M");
        String name = AGENTS.role().substring(AGENTS.role().lastIndexOf('/') + 1);
        String closed =
                URLDecoder.decode(
                        CURFEW.iam()
                                .getRole(get -> get.roleName(name))
                                .role()
                                .assumeRolePolicyDocument(),
                        StandardCharsets.UTF_8);
        // Who deploys Curfew may change it, so this is somebody else.
        somebodyElse()
                .updateAssumeRolePolicy(update ->
                        update.roleName(name)
                                .policyDocument(
                                        """
                                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                          "Principal": {"AWS": "arn:aws:iam::000000000000:root"},
                                          "Action": ["sts:AssumeRole", "sts:TagSession"]}]}
                                        """));
        Credentials shadow;
        Instant start = Instant.now();
        try {
            // It carries the marks of somebody else's lease, so the boundary lets it through.
            shadow =
                    CURFEW.sts()
                            .assumeRole(ask ->
                                    ask.roleArn(AGENTS.role())
                                            .roleSessionName("shadow.of-watch-it")
                                            .tags(
                                                    tag("curfew:lease", bystander.id().value()),
                                                    tag(
                                                            "curfew:lineage",
                                                            bystander
                                                                    .lease()
                                                                    .lineage()
                                                                    .toString())))
                            .credentials();
        } finally {
            CURFEW.iam()
                    .updateAssumeRolePolicy(update -> update.roleName(name).policyDocument(closed));
        }
        AwsSessionCredentials session = (AwsSessionCredentials) DeployedCurfew.session(shadow);

        await("the shadow is denied", () -> !AGENTS.works(session));
        Duration taken = Duration.between(start, Instant.now());

        assertThat(AGENTS.works(bystander)).isTrue();
        assertThat(AGENTS.denyPolicy(AGENTS.role()).orElseThrow().toString())
                .contains("\"aws:userid\"", "shadow.of-watch-it");
        await(
                "the change of the role is found",
                () ->
                        findings().stream()
                                .filter(finding -> finding.kind() == Kind.TAMPERING)
                                .map(Finding::what)
                                .anyMatch(what ->
                                        what.contains("UpdateAssumeRolePolicy")
                                                && what.contains(name)));
        Campaign.print(
                "shadow session: from its opening to its first AccessDenied "
                        + taken.toMillis()
                        + " ms");
    }

    @Test
    void useAfterTheEndIsFoundAndTheFirstRefusalCompletesTheReceipt() {
        Agent agent = AGENTS.issue("PT15M");
        AGENTS.release(agent, agent.id());
        await("the release is applied", () -> AGENTS.find(agent.id()).receipt() != null);
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());

        callOutside(agent, 1);
        await("the receipt is completed", () -> receipt(agent).seenBy() == Receipt.Witness.TRAIL);
        assertThat(findings())
                .as("right after the end it is no finding")
                .noneMatch(finding -> isAbout(finding, Kind.USE_AFTER_END, agent));

        Lease ended = AGENTS.find(agent.id());
        Duration left =
                Duration.between(
                        Instant.now(), Objects.requireNonNull(ended.endedAt()).plusSeconds(32));
        LockSupport.parkNanos(left.toNanos());
        callOutside(agent, 1);

        await(
                "the use is found",
                () ->
                        findings().stream()
                                .anyMatch(each -> isAbout(each, Kind.USE_AFTER_END, agent)));
        assertThat(finding(Kind.USE_AFTER_END, agent).severity()).isEqualTo(Kind.Severity.LOW);
    }

    /** The size that CI has: a minute's events; as fast as they come for longer with bench. */
    @Test
    void aThousandEventsAMinuteAreAllLookedAt() {
        Agent agent = AGENTS.issue("PT15M");
        callOutside(agent, 1);
        settle();
        long before = heard();
        long ignored = count("EventsIgnored");
        long found = count("EventsWithFindings");
        int minutes = Campaign.size(5, 1);
        Instant start = Instant.now();
        for (int i = 0; i < 1_000 * minutes; i++) {
            outside(agent.credentials(), i % 10 == 0 ? "GetQueueUrl" : "GetCallerIdentity");
            Instant next = start.plus(Duration.ofMillis(60L * (i + 1)));
            LockSupport.parkNanos(Math.max(0, Duration.between(Instant.now(), next).toNanos()));
        }
        Duration sending = Duration.between(start, Instant.now());
        long expected = before + 1_000L * minutes;
        await("all of them are looked at", () -> heard() >= expected);
        Duration all = Duration.between(start, Instant.now());
        settle();

        assertThat(heard()).isEqualTo(expected);
        assertThat(failed()).as("dead-letter queue").isZero();
        Campaign.print(
                "%d events in %d s, the last looked at %d ms after the last call: %d heard = %d ignored + %d with findings + %d malformed; dead-letter queue empty"
                        .formatted(
                                1_000 * minutes,
                                sending.toSeconds(),
                                all.minus(sending).toMillis(),
                                heard() - before,
                                count("EventsIgnored") - ignored,
                                count("EventsWithFindings") - found,
                                count("EventsMalformed")));
    }

    /** A user who may do anything with IAM. */
    private static IamClient somebodyElse() {
        String name = "watch-it-somebody";
        CURFEW.iam().createUser(create -> create.userName(name));
        CURFEW.iam()
                .putUserPolicy(put ->
                        put.userName(name)
                                .policyName("iam")
                                .policyDocument(
                                        """
                                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                          "Action": "iam:*", "Resource": "*"}]}
                                        """));
        var key = CURFEW.iam().createAccessKey(create -> create.userName(name)).accessKey();
        return CURFEW.cloud()
                .client(
                        IamClient.builder(),
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(
                                        key.accessKeyId(), key.secretAccessKey())));
    }

    /**
     * Here a function takes one event at a time, and revoke is not done before its canary was
     * refused; on AWS it would not keep the next one waiting.
     */
    private static void untilRevokeIsFree(Agent revoked) {
        Instant patience = Instant.now().plusSeconds(20);
        while (AGENTS.find(revoked.id()).receipt() == null
                || (receipt(revoked).seenAt() == null && Instant.now().isBefore(patience))) {
            DeployedCurfew.pause();
        }
    }

    private static void callOutside(Agent agent, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> outside(agent.credentials(), "ListQueues"))
                    .isInstanceOf(SqsException.class)
                    .hasMessageContaining("not authorized");
        }
    }

    /** A call that the trail records, whatever becomes of it. */
    private static void outside(AwsCredentials credentials, String call) {
        var as = StaticCredentialsProvider.create(credentials);
        switch (call) {
            case "ListQueues" ->
                    SQS.listQueues(
                            list -> list.overrideConfiguration(o -> o.credentialsProvider(as)));
            case "GetQueueUrl" -> {
                try {
                    SQS.getQueueUrl(get ->
                            get.queueName("watch-it")
                                    .overrideConfiguration(o -> o.credentialsProvider(as)));
                } catch (SqsException denied) {
                    // It is recorded all the same.
                }
            }
            case "GetCallerIdentity" ->
                    STS.getCallerIdentity(
                            ask -> ask.overrideConfiguration(o -> o.credentialsProvider(as)));
            default -> throw new IllegalArgumentException(call);
        }
    }

    private static List<Finding> findings() {
        return new DynamoFindings(CURFEW.dynamo(), CURFEW.output("LeasesTable"))
                .list().stream().filter(Finding::isOpen).toList();
    }

    private static boolean isAbout(Finding finding, Kind kind, Agent agent) {
        return finding.kind() == kind && agent.id().value().equals(finding.subject().lease());
    }

    private static Finding finding(Kind kind, Agent agent) {
        return findings().stream()
                .filter(finding -> isAbout(finding, kind, agent))
                .findFirst()
                .orElseThrow();
    }

    private static Receipt receipt(Agent agent) {
        return Objects.requireNonNull(AGENTS.find(agent.id()).receipt());
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static long heard() {
        return count("EventsIgnored") + count("EventsWithFindings") + count("EventsMalformed");
    }

    /** Each invocation writes one line with its metrics. */
    private static long count(String metric) {
        return Pattern.compile("\"" + metric + "\":1\\.0")
                .matcher(FunctionLogs.of(CURFEW, "watch"))
                .results()
                .count();
    }

    /** Other events may still be under way. */
    private static void settle() {
        long last = -1;
        for (long now = heard(); now != last; now = heard()) {
            last = now;
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        }
    }

    private static long failed() {
        String queue =
                SQS.listQueues(list -> list.queueNamePrefix(CURFEW.name() + "-WatchFailed"))
                        .queueUrls()
                        .getFirst();
        return Long.parseLong(
                Objects.requireNonNull(
                        SQS.getQueueAttributes(get ->
                                        get.queueUrl(queue)
                                                .attributeNames(
                                                        QueueAttributeName
                                                                .APPROXIMATE_NUMBER_OF_MESSAGES))
                                .attributes()
                                .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)));
    }

    private static void await(String what, BooleanSupplier done) {
        Instant patience = Instant.now().plusSeconds(60);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(patience);
            DeployedCurfew.pause();
        }
    }
}
