package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * Brokered roles: nobody opens a session but the broker, and a session opened past it can do
 * nothing.
 */
class PastTheBrokerIT {

    private static final List<Tag> MARKS =
            List.of(
                    Tag.builder().key("curfew:lease").value("aaaaaaaaaaaa").build(),
                    Tag.builder().key("curfew:lineage").value("/aaaaaaaaaaaa/").build());

    private static String role = "";
    private static String queue = "";

    @BeforeAll
    static void prepare() {
        queue = CURFEW.queue("past-orders");
        role = CURFEW.brokeredRole("past-it", "*", "*");
    }

    @Test
    void itsTrustPolicyTurnsAnAdministratorAway() {
        assertThatThrownBy(() ->
                        CURFEW.sts().assumeRole(ask -> ask.roleArn(role).roleSessionName("admin")))
                .isInstanceOfSatisfying(
                        StsException.class,
                        denied ->
                                assertThat(denied.awsErrorDetails().errorCode())
                                        .isEqualTo("AccessDenied"));
    }

    @Test
    void itsTrustPolicyTakesNoSessionWithoutASourceIdentityNotEvenFromTheIssueFunction() {
        var sts = CURFEW.stsOfTheIssueFunction();

        assertThatThrownBy(() ->
                        sts.assumeRole(ask ->
                                ask.roleArn(role).roleSessionName("aaaaaaaaaaaa").tags(MARKS)))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("not authorized");
        assertThatCode(() ->
                        sts.assumeRole(ask ->
                                ask.roleArn(role)
                                        .roleSessionName("aaaaaaaaaaaa")
                                        .sourceIdentity("agent-1")
                                        .tags(MARKS)))
                .doesNotThrowAnyException();
    }

    @Test
    void aSessionOpenedPastTheBrokerCanDoNothing() {
        String open =
                """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                  "Principal": {"AWS": "arn:aws:iam::000000000000:root"},
                  "Action": ["sts:AssumeRole", "sts:TagSession"]}]}
                """;
        String name = role.substring(role.lastIndexOf('/') + 1);
        String closed =
                CURFEW.iam().getRole(get -> get.roleName(name)).role().assumeRolePolicyDocument();
        CURFEW.iam().updateAssumeRolePolicy(update -> update.roleName(name).policyDocument(open));
        try {
            Credentials unmarked =
                    CURFEW.sts()
                            .assumeRole(ask -> ask.roleArn(role).roleSessionName("past"))
                            .credentials();
            Credentials halfMarked =
                    CURFEW.sts()
                            .assumeRole(ask ->
                                    ask.roleArn(role)
                                            .roleSessionName("past")
                                            .tags(
                                                    Tag.builder()
                                                            .key("curfew:lease")
                                                            .value("aaaaaaaaaaaa")
                                                            .build()))
                            .credentials();

            for (Credentials credentials : List.of(unmarked, halfMarked)) {
                assertThatThrownBy(() ->
                                CURFEW.as(credentials)
                                        .sendMessage(send -> send.queueUrl(queue).messageBody("x")))
                        .hasMessageContaining("explicit deny");
            }
        } finally {
            String original =
                    java.net.URLDecoder.decode(closed, java.nio.charset.StandardCharsets.UTF_8);
            CURFEW.iam()
                    .updateAssumeRolePolicy(
                            update -> update.roleName(name).policyDocument(original));
        }
    }

    @Test
    void noSessionMakesCredentialsOrTouchesCurfewWhateverItsRoleAndScopeAllow() {
        // No task can give this scope, so the broker's own hand opens the session: what holds here
        // is
        // the boundary.
        Credentials everything =
                CURFEW.stsOfTheIssueFunction()
                        .assumeRole(ask ->
                                ask.roleArn(role)
                                        .roleSessionName("aaaaaaaaaaaa")
                                        .sourceIdentity("agent-1")
                                        .tags(MARKS)
                                        .policy(
                                                """
                                                {"Version": "2012-10-17", "Statement":
                                                  [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
                                                """))
                        .credentials();

        assertThatCode(() ->
                        CURFEW.as(everything)
                                .sendMessage(send -> send.queueUrl(queue).messageBody("x")))
                .doesNotThrowAnyException();
        assertThatThrownBy(
                        () -> CURFEW.iamAs(everything).createUser(make -> make.userName("escape")))
                .hasMessageContaining("not authorized");
        String open =
                CURFEW.iam()
                        .createRole(make ->
                                make.roleName("past-open")
                                        .assumeRolePolicyDocument(
                                                """
                                                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                                  "Principal": {"AWS": "arn:aws:iam::000000000000:root"},
                                                  "Action": "sts:AssumeRole"}]}
                                                """))
                        .role()
                        .arn();
        assertThatThrownBy(() ->
                        CURFEW.stsAs(everything)
                                .assumeRole(ask -> ask.roleArn(open).roleSessionName("again")))
                .hasMessageContaining("explicit deny");
        assertThatThrownBy(() ->
                        CURFEW.dynamoAs(everything)
                                .scan(scan -> scan.tableName(CURFEW.output("LeasesTable"))))
                .hasMessageContaining("explicit deny");
        assertThatThrownBy(() ->
                        CURFEW.lambdaAs(everything)
                                .invoke(call ->
                                        call.functionName(CURFEW.output("OperateFunction"))))
                .hasMessageContaining("explicit deny");
    }
}
