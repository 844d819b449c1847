package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.curfew.local.testing.TestCloud;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The local cloud tells when a key or a role was last used, as AWS does; here at once. */
class LastUseIT {
    private static final String ALLOW =
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "*"}]}\
            """;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final LocalCloud cloud = TestCloud.get();
    private final IamClient iam = cloud.client(IamClient.builder());

    @AfterEach
    void close() {
        iam.close();
    }

    @Test
    void aKeyIsUnusedUntilItSignsACall() {
        AccessKey key = user("sqs:ListQueues");
        var before =
                iam.getAccessKeyLastUsed(get -> get.accessKeyId(key.accessKeyId()))
                        .accessKeyLastUsed();
        assertThat(before.lastUsedDate()).isNull();
        assertThat(before.serviceName()).isEqualTo("N/A");

        listQueues(of(key));

        var after =
                iam.getAccessKeyLastUsed(get -> get.accessKeyId(key.accessKeyId()))
                        .accessKeyLastUsed();
        assertThat(after.lastUsedDate()).isCloseTo(Instant.now(), within(30, ChronoUnit.SECONDS));
        assertThat(after.serviceName()).isEqualTo("sqs");
        assertThat(after.region()).isEqualTo("us-east-1");
    }

    @Test
    void theCredentialReportTellsWhichOfTwoKeysWasUsed() {
        AccessKey first = user("sqs:ListQueues");
        iam.createAccessKey(make -> make.userName(first.userName()));
        listQueues(of(first));

        iam.generateCredentialReport();

        Map<String, String> row = row(first.userName());
        List<String> uses =
                List.of(
                        row.getOrDefault("access_key_1_last_used_service", ""),
                        row.getOrDefault("access_key_2_last_used_service", ""));
        assertThat(uses).containsExactlyInAnyOrder("sqs", "N/A");
        int used = uses.indexOf("sqs") + 1;
        assertThat(Instant.parse(row.getOrDefault("access_key_" + used + "_last_used_date", "")))
                .isCloseTo(Instant.now(), within(30, ChronoUnit.SECONDS));
    }

    @Test
    void aRoleIsUsedByWhatItsSessionsDo() {
        String trust =
                """
                {"Version": "2012-10-17", "Statement":
                  [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "000000000000"}}]}
                """;
        String name = "last-use-" + unique;
        String arn =
                iam.createRole(make -> make.roleName(name).assumeRolePolicyDocument(trust))
                        .role()
                        .arn();
        iam.putRolePolicy(put ->
                put.roleName(name)
                        .policyName("may")
                        .policyDocument(ALLOW.formatted("sqs:ListQueues")));
        AccessKey caller = user("sts:AssumeRole");
        Credentials session;
        try (StsClient sts =
                cloud.client(StsClient.builder(), StaticCredentialsProvider.create(of(caller)))) {
            session =
                    sts.assumeRole(assume -> assume.roleArn(arn).roleSessionName("s"))
                            .credentials();
        }
        assertThat(lastUsed(name)).isNull();

        listQueues(
                AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));

        Instant now = Instant.now();
        assertThat(lastUsed(name)).isCloseTo(now, within(30, ChronoUnit.SECONDS));
        assertThat(iam.getRole(get -> get.roleName(name)).role().roleLastUsed().lastUsedDate())
                .isEqualTo(lastUsed(name));
    }

    private @Nullable Instant lastUsed(String roleName) {
        return iam
                .getAccountAuthorizationDetailsPaginator(get -> get.filter(EntityType.ROLE))
                .roleDetailList()
                .stream()
                .filter(role -> role.roleName().equals(roleName))
                .map(RoleDetail::roleLastUsed)
                .findFirst()
                .orElseThrow()
                .lastUsedDate();
    }

    private Map<String, String> row(String userName) {
        List<String> lines = iam.getCredentialReport().content().asUtf8String().lines().toList();
        List<String> header = Arrays.asList(lines.getFirst().split(",", -1));
        List<String> cells =
                lines.stream()
                        .filter(line -> line.startsWith(userName + ","))
                        .map(line -> Arrays.asList(line.split(",", -1)))
                        .findFirst()
                        .orElseThrow();
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            row.put(header.get(i), cells.get(i));
        }
        return row;
    }

    private AccessKey user(String action) {
        String name = "last-use-" + unique + "-" + action.replace(':', '-');
        iam.createUser(make -> make.userName(name));
        iam.putUserPolicy(put ->
                put.userName(name).policyName("may").policyDocument(ALLOW.formatted(action)));
        return iam.createAccessKey(make -> make.userName(name)).accessKey();
    }

    private static AwsCredentials of(AccessKey key) {
        return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }

    private void listQueues(AwsCredentials credentials) {
        try (SqsClient sqs =
                cloud.client(SqsClient.builder(), StaticCredentialsProvider.create(credentials))) {
            sqs.listQueues();
        }
    }
}
