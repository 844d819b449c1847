package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.local.testing.TestCloud;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

class TrailIT {
    private static final String ALL = "{\"source\": [{\"prefix\": \"aws.\"}]}";
    private static final String ANY_ASSUME_ROLE =
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:*", "Resource": "*"}]}\
            """;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final LocalCloud cloud = TestCloud.get();
    private final IamClient iam = cloud.client(IamClient.builder());
    private final Trail trail = new Trail(cloud, "trail-" + unique, ALL, RuleState.ENABLED);

    @AfterEach
    void close() {
        trail.close();
        iam.close();
    }

    @Test
    void aNewUserArrivesInCloudTrailsShape() {
        User user =
                iam.createUser(request ->
                                request.userName("svc-" + unique)
                                        .tags(Tag.builder().key("owner").value("team-a").build()))
                        .user();

        JsonNode event = trail.await("CreateUser");

        assertThat(event.get("source").textValue()).isEqualTo("aws.iam");
        assertThat(event.get("detail-type").textValue()).isEqualTo("AWS API Call via CloudTrail");
        assertThat(event.get("region").textValue()).isEqualTo("us-east-1");
        JsonNode detail = event.get("detail");
        assertThat(detail.get("eventSource").textValue()).isEqualTo("iam.amazonaws.com");
        assertThat(detail.get("eventTime").textValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(detail.at("/userIdentity/type").textValue()).isEqualTo("Root");
        assertThat(detail.at("/requestParameters").toString())
                .isEqualTo(
                        "{\"userName\":\"svc-%s\",\"tags\":[{\"key\":\"owner\",\"value\":\"team-a\"}]}"
                                .formatted(unique));
        assertThat(detail.at("/responseElements/user/userId").textValue()).isEqualTo(user.userId());
        assertThat(detail.at("/responseElements/user/arn").textValue()).isEqualTo(user.arn());
        assertThat(detail.get("readOnly").booleanValue()).isFalse();
        assertThat(detail.get("managementEvent").booleanValue()).isTrue();
        assertThat(detail.has("errorCode")).isFalse();
        assertThat(detail.get("recipientAccountId").textValue()).isEqualTo(LocalCloud.ACCOUNT);
    }

    @Test
    void aFailedCallCarriesItsErrorAndNoAnswer() {
        iam.createUser(request -> request.userName("svc-" + unique));
        assertThatThrownBy(() -> iam.createUser(request -> request.userName("svc-" + unique)))
                .isInstanceOf(EntityAlreadyExistsException.class);

        JsonNode detail =
                trail.await(event -> event.at("/detail/errorCode").isTextual()).get("detail");

        assertThat(detail.get("eventName").textValue()).isEqualTo("CreateUser");
        assertThat(detail.get("errorCode").textValue()).isEqualTo("EntityAlreadyExistsException");
        assertThat(detail.get("errorMessage").textValue()).contains("svc-" + unique);
        assertThat(detail.get("responseElements").isNull()).isTrue();
    }

    @Test
    void aSessionsCallsNameItsRoleItsSessionAndItsSourceIdentity() {
        Credentials session = session();
        try (IamClient agent = cloud.client(IamClient.builder(), provider(session))) {
            assertThatThrownBy(() -> agent.createUser(request -> request.userName("nobody")))
                    .isInstanceOf(IamException.class);
        }

        JsonNode detail =
                trail.await(event -> event.at("/detail/errorCode").asText().equals("AccessDenied"))
                        .get("detail");

        JsonNode who = detail.get("userIdentity");
        String roleId = iam.getRole(request -> request.roleName("role-" + unique)).role().roleId();
        assertThat(who.get("type").textValue()).isEqualTo("AssumedRole");
        assertThat(who.get("principalId").textValue()).isEqualTo(roleId + ":lease0000001");
        assertThat(who.get("accessKeyId").textValue()).isEqualTo(session.accessKeyId());
        assertThat(who.at("/sessionContext/sessionIssuer/arn").textValue())
                .isEqualTo("arn:aws:iam::000000000000:role/curfew/role-" + unique);
        assertThat(who.at("/sessionContext/sessionIssuer/principalId").textValue())
                .isEqualTo(roleId);
        assertThat(who.at("/sessionContext/sourceIdentity").textValue()).isEqualTo("agent-7");
        assertThat(detail.get("requestParameters").isNull()).isTrue();
    }

    @Test
    void noSecretIsInAnyEvent() {
        String password = "Never-" + UUID.randomUUID();
        iam.createUser(request -> request.userName("svc-" + unique));
        AccessKey key =
                iam.createAccessKey(request -> request.userName("svc-" + unique)).accessKey();
        iam.createLoginProfile(request -> request.userName("svc-" + unique).password(password));
        Trail reads =
                new Trail(
                        cloud,
                        "reads-" + unique,
                        ALL,
                        RuleState.ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS);
        Credentials session = session();

        JsonNode keyMade = trail.await("CreateAccessKey");
        trail.await("CreateLoginProfile");
        JsonNode opened = reads.await("AssumeRole");

        assertThat(keyMade.at("/detail/responseElements/accessKey/accessKeyId").textValue())
                .isEqualTo(key.accessKeyId());
        assertThat(opened.at("/detail/readOnly").booleanValue()).isTrue();
        assertThat(opened.at("/detail/responseElements/credentials/accessKeyId").textValue())
                .isEqualTo(session.accessKeyId());
        assertThat(opened.at("/detail/responseElements/sourceIdentity").textValue())
                .isEqualTo("agent-7");
        assertThat(String.join("\n", trail.seen()) + String.join("\n", reads.seen()))
                .doesNotContain(key.secretAccessKey(), password, session.secretAccessKey());
        reads.close();
    }

    @Test
    void readsReachOnlyRulesThatAskForThem() {
        session();
        iam.createUser(request -> request.userName("last-" + unique));

        trail.await("CreateUser");

        assertThat(trail.seen())
                .noneMatch(event -> event.contains("\"eventName\": \"AssumeRole\""));
    }

    @Test
    void whoeverPutsAnEventUnderAwssNameIsRefused() {
        try (EventBridgeClient events = cloud.client(EventBridgeClient.builder())) {
            PutEventsResultEntry result =
                    events.putEvents(request ->
                                    request.entries(
                                            PutEventsRequestEntry.builder()
                                                    .source("aws.iam")
                                                    .detailType("AWS API Call via CloudTrail")
                                                    .detail("{}")
                                                    .build()))
                            .entries()
                            .getFirst();

            assertThat(result.errorCode()).isEqualTo("NotAuthorizedForSourceException");
        }
    }

    @Test
    void callsOnDataAreRecordedOnlyWithTheSwitch() {
        LocalCloud withData =
                TestCloud.apart("data", CloudOptions.foreground().withDataEvents(true));
        try (var data = new Trail(withData, "data", ALL, RuleState.ENABLED)) {
            object(withData);
            object(cloud);

            JsonNode detail = data.await("PutObject").get("detail");
            trail.await("CreateBucket");
            iam.createUser(request -> request.userName("last-" + unique));
            trail.await("CreateUser");

            assertThat(detail.get("managementEvent").booleanValue()).isFalse();
            assertThat(detail.get("eventCategory").textValue()).isEqualTo("Data");
            assertThat(detail.at("/requestParameters/key").textValue()).isEqualTo("thing");
            assertThat(data.seen()).noneMatch(event -> event.contains("the content"));
            assertThat(trail.seen()).noneMatch(event -> event.contains("PutObject"));
        } finally {
            withData.stop();
        }
    }

    private void object(LocalCloud where) {
        try (S3Client s3 = where.client(S3Client.builder().forcePathStyle(true))) {
            s3.createBucket(request -> request.bucket("bucket-" + unique));
            s3.putObject(
                    request -> request.bucket("bucket-" + unique).key("thing"),
                    RequestBody.fromString("the content"));
        }
    }

    /** A session of a new role with a source identity, opened by a new user. */
    private Credentials session() {
        User user = iam.createUser(request -> request.userName("caller-" + unique)).user();
        iam.putUserPolicy(request ->
                request.userName(user.userName())
                        .policyName("sts")
                        .policyDocument(ANY_ASSUME_ROLE));
        AccessKey key =
                iam.createAccessKey(request -> request.userName(user.userName())).accessKey();
        String role =
                iam.createRole(request ->
                                request.roleName("role-" + unique)
                                        .path("/curfew/")
                                        .assumeRolePolicyDocument(trust(user.arn())))
                        .role()
                        .arn();
        var credentials =
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
        try (StsClient sts = cloud.client(StsClient.builder(), credentials)) {
            return sts.assumeRole(request ->
                            request.roleArn(role)
                                    .roleSessionName("lease0000001")
                                    .sourceIdentity("agent-7"))
                    .credentials();
        }
    }

    private static String trust(String principal) {
        return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "%s"},
         "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]}]}\
        """
                .formatted(principal);
    }

    private static StaticCredentialsProvider provider(Credentials session) {
        return StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }
}
