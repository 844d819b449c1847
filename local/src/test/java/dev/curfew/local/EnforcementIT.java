package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.local.testing.TestCloud;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/** Everything Curfew promises rests on this: the local cloud refuses what AWS refuses. */
class EnforcementIT {
    private static final String ALLOW =
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "*"}]}\
            """;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final String roleName = "worker-" + unique;
    private final LocalCloud cloud = TestCloud.get();
    private final IamClient iam = cloud.client(IamClient.builder());

    @AfterEach
    void close() {
        iam.close();
    }

    @Test
    void aSessionPolicyNarrowsTheRole() {
        AccessKey caller = role();

        try (SqsClient agent = agent(session(caller, "lease0000001"))) {
            assertThat(agent.listQueues().queueUrls()).isNotNull();
            assertThatThrownBy(() -> agent.createQueue(request -> request.queueName("q-" + unique)))
                    .isInstanceOf(SqsException.class)
                    .hasMessageContaining("not authorized");
        }
    }

    @Test
    void aDenyOnASessionsTagEndsThatSessionAndNoOther() {
        AccessKey caller = role();
        try (SqsClient first = agent(session(caller, "lease0000001"));
                SqsClient second = agent(session(caller, "lease0000002"))) {
            first.listQueues();

            iam.putRolePolicy(request ->
                    request.roleName(roleName)
                            .policyName("denied")
                            .policyDocument(
                                    """
                                    {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*",
                                     "Resource": "*", "Condition":
                                     {"StringLike": {"aws:PrincipalTag/curfew:lineage": "*/lease0000001/*"}}}]}\
                                    """));

            assertThatThrownBy(first::listQueues).hasMessageContaining("not authorized");
            assertThat(second.listQueues().queueUrls()).isNotNull();
        }
    }

    @Test
    void aVariableStandsForWhatTheSessionIsKnownBy() {
        AccessKey caller = role();
        try (SqsClient agent = agent(session(caller, "lease0000001"))) {
            deny("/${aws:userid}x/");
            assertThat(agent.listQueues().queueUrls()).isNotNull();
            deny("${aws:PrincipalTag/curfew:lineage}");
            assertThatThrownBy(agent::listQueues).hasMessageContaining("not authorized");
        }
    }

    @Test
    void aRolesInlinePoliciesHoldSoMuchAndNoMore() {
        role();

        assertThatThrownBy(() ->
                        iam.putRolePolicy(put ->
                                put.roleName(roleName)
                                        .policyName("long")
                                        .policyDocument(
                                                ALLOW.formatted("sqs:" + "x".repeat(10_200)))))
                .isInstanceOf(LimitExceededException.class);
    }

    private void deny(String lineage) {
        iam.putRolePolicy(put ->
                put.roleName(roleName)
                        .policyName("denied")
                        .policyDocument(
                                """
                                {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*",
                                 "Resource": "*", "Condition":
                                 {"StringLike": {"aws:PrincipalTag/curfew:lineage": "%s"}}}]}\
                                """
                                        .formatted(lineage)));
    }

    @Test
    void aTrustPolicyThatAsksForALeaseTagRefusesASessionWithoutOne() {
        AccessKey caller = role();

        assertThatThrownBy(() -> session(caller, "lease0000001", false))
                .isInstanceOf(StsException.class);
        assertThat(session(caller, "lease0000001", true).accessKeyId()).startsWith("ASIA");
    }

    @Test
    void aKeyThatIsSwitchedOffIsRefused() {
        AccessKey key = user();
        iam.updateAccessKey(request ->
                request.userName("caller-" + unique)
                        .accessKeyId(key.accessKeyId())
                        .status("Inactive"));

        try (StsClient sts = cloud.client(StsClient.builder(), provider(key))) {
            assertThatThrownBy(sts::getCallerIdentity).isInstanceOf(StsException.class);
        }
    }

    private AccessKey user() {
        User user = iam.createUser(request -> request.userName("caller-" + unique)).user();
        iam.putUserPolicy(request ->
                request.userName(user.userName())
                        .policyName("sts")
                        .policyDocument(ALLOW.formatted("sts:*")));
        return iam.createAccessKey(request -> request.userName(user.userName())).accessKey();
    }

    private AccessKey role() {
        AccessKey caller = user();
        iam.createRole(request ->
                request.roleName(roleName)
                        .assumeRolePolicyDocument(
                                """
                                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                 "Principal": {"AWS": "arn:aws:iam::000000000000:user/caller-%s"},
                                 "Action": ["sts:AssumeRole", "sts:TagSession"],
                                 "Condition": {"StringLike": {"aws:RequestTag/curfew:lineage": "/*/"}}}]}\
                                """
                                        .formatted(unique)));
        iam.putRolePolicy(request ->
                request.roleName(roleName)
                        .policyName("work")
                        .policyDocument(ALLOW.formatted("sqs:*")));
        return caller;
    }

    private Credentials session(AccessKey caller, String lease) {
        return session(caller, lease, true);
    }

    private Credentials session(AccessKey caller, String lease, boolean tagged) {
        AssumeRoleRequest.Builder request =
                AssumeRoleRequest.builder()
                        .roleArn("arn:aws:iam::000000000000:role/" + roleName)
                        .roleSessionName(lease)
                        .policy(ALLOW.formatted("sqs:ListQueues"));
        if (tagged) {
            request.tags(Tag.builder().key("curfew:lineage").value("/" + lease + "/").build());
        }
        try (StsClient sts = cloud.client(StsClient.builder(), provider(caller))) {
            return sts.assumeRole(request.build()).credentials();
        }
    }

    private SqsClient agent(Credentials session) {
        return cloud.client(
                SqsClient.builder(),
                StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(
                                session.accessKeyId(),
                                session.secretAccessKey(),
                                session.sessionToken())));
    }

    private static StaticCredentialsProvider provider(AccessKey key) {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    }
}
