package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.policy.Context;
import dev.curfew.policy.Decision;
import dev.curfew.policy.Evaluator;
import dev.curfew.policy.PolicySet;
import dev.curfew.policy.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may take something from an identity, and who may give it back, decided by our own evaluator:
 * every role of the template is asked, those of functions to come too.
 */
class TakingAndRestoringTest {

    private static final ResolvedTemplate TEMPLATE = ResolvedTemplate.of("template.yaml");
    private static final String USER = "arn:aws:iam::123456789012:user/ci/alice";
    private static final String ROLE = "arn:aws:iam::123456789012:role/ci/job";
    private static final String QUARANTINE = ResolvedTemplate.arn("Quarantine");
    private static final Map<String, List<String>> FIXED =
            Map.of("iam:PolicyARN", List.of(QUARANTINE));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iam:UpdateAccessKey",
                "iam:UpdateServiceSpecificCredential",
                "iam:UpdateSSHPublicKey",
                "iam:UpdateSigningCertificate"
            })
    void onlyRevokeAndOperateSwitchCredentials(String action) {
        assertThat(whoMay(action, USER, Map.of())).containsExactly("OperateRole", "RevokeRole");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iam:DeleteAccessKey",
                "iam:DeleteServiceSpecificCredential",
                "iam:DeleteSSHPublicKey",
                "iam:DeleteSigningCertificate"
            })
    void onlyRevokeDeletesThem(String action) {
        assertThat(whoMay(action, USER, Map.of())).containsExactly("RevokeRole");
    }

    @Test
    void onlyRevokeQuarantinesAndOnlyOperateEndsIt() {
        assertThat(whoMay("iam:AttachRolePolicy", ROLE, FIXED)).containsExactly("RevokeRole");
        assertThat(whoMay("iam:DetachRolePolicy", ROLE, FIXED)).containsExactly("OperateRole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iam:AttachRolePolicy", "iam:DetachRolePolicy"})
    void nobodyAttachesOrDetachesAnyOtherPolicy(String action) {
        for (String other :
                List.of(
                        "arn:aws:iam::aws:policy/AdministratorAccess",
                        "arn:aws:iam::123456789012:policy/curfew/other-quarantine",
                        ResolvedTemplate.arn("Boundary"),
                        QUARANTINE + "2",
                        "*")) {
            assertThat(whoMay(action, ROLE, Map.of("iam:PolicyARN", List.of(other))))
                    .as(other)
                    .isEmpty();
        }
        assertThat(whoMay(action, ROLE, Map.of())).as("none named").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "role/curfew-revoke",
        "role/curfew-operate",
        "role/curfew-issue",
        "role/curfew-SealScheduleRole-1A2B3C"
    })
    void nobodyQuarantinesCurfewItself(String role) {
        assertThat(whoMay("iam:AttachRolePolicy", "arn:aws:iam::123456789012:" + role, FIXED))
                .isEmpty();
    }

    /** What else would change what an identity can do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "iam:CreateAccessKey",
                "iam:CreateServiceSpecificCredential",
                "iam:ResetServiceSpecificCredential",
                "iam:UploadSSHPublicKey",
                "iam:UploadSigningCertificate",
                "iam:CreateLoginProfile",
                "iam:DeleteLoginProfile",
                "iam:AttachUserPolicy",
                "iam:DetachUserPolicy",
                "iam:PutUserPolicy",
                "iam:DeleteUserPolicy",
                "iam:AddUserToGroup",
                "iam:UpdateUser",
                "iam:DeleteUser",
                "iam:UpdateAccessKeyOfTomorrow"
            })
    void nobodyMayDoMoreToAUser(String action) {
        assertThat(whoMay(action, USER, FIXED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iam:DeleteRole",
                "iam:UpdateRole",
                "iam:UpdateAssumeRolePolicy",
                "iam:PutRolePolicy",
                "iam:DeleteRolePolicy",
                "iam:PutRolePermissionsBoundary",
                "iam:DeleteRolePermissionsBoundary"
            })
    void nobodyMayDoMoreToARoleOutside(String action) {
        assertThat(whoMay(action, ROLE, FIXED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iam:CreatePolicyVersion",
                "iam:SetDefaultPolicyVersion",
                "iam:DeletePolicyVersion",
                "iam:DeletePolicy"
            })
    void nobodyChangesThePolicyOfTheQuarantine(String action) {
        assertThat(whoMay(action, QUARANTINE, FIXED)).isEmpty();
    }

    @Test
    void aQuarantineDeniesEverythingAndHasTheNameThatPeopleKnow() {
        JsonNode properties = TEMPLATE.properties("Quarantine");

        assertThat(properties.path("ManagedPolicyName").asText()).isEqualTo("curfew-quarantine");
        assertThat(properties.path("Path").asText()).isEqualTo("/curfew/");
        assertThat(properties.at("/PolicyDocument/Statement"))
                .isEqualTo(
                        Json.read(
                                """
                                [{"Sid": "Quarantined", "Effect": "Deny", "Action": "*", "Resource": "*"}]
                                """));
    }

    @Test
    void operateKeepsItsProofsInTheTableOfLeasesAndNothingElse() {
        String leases = ResolvedTemplate.arn("Leases");

        assertThat(may("OperateRole", "dynamodb:PutItem", leases, leading("proof#1a2b"))).isTrue();
        assertThat(may("OperateRole", "dynamodb:PutItem", leases, leading("lease#1a2b"))).isFalse();
        assertThat(may("OperateRole", "dynamodb:GetItem", leases, leading("role#1a2b"))).isFalse();
        assertThat(may("OperateRole", "dynamodb:PutItem", leases, Map.of())).isFalse();
    }

    private static Map<String, List<String>> leading(String key) {
        return Map.of("dynamodb:LeadingKeys", List.of(key));
    }

    @Test
    void revokeHearsTheSweepOnItsOwnBusAlone() {
        JsonNode rule = TEMPLATE.properties("RevokeFunction").at("/Events/Requested/Properties");

        assertThat(rule.path("EventBusName").asText()).isEqualTo(ResolvedTemplate.arn("Bus"));
        assertThat(rule.at("/Pattern/source"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(
                        "curfew.release", "curfew.expire", "curfew.watch", "curfew.sweep");
    }

    /** The roles of the template that may do it, by name. */
    private static List<String> whoMay(
            String action, String resource, Map<String, List<String>> context) {
        List<String> roles = TEMPLATE.ofType("AWS::IAM::Role");
        assertThat(roles).hasSizeGreaterThan(7);
        return roles.stream()
                .filter(role -> may(role, action, resource, context))
                .sorted()
                .toList();
    }

    private static boolean may(
            String role, String action, String resource, Map<String, List<String>> context) {
        return new Evaluator(PolicySet.of(TEMPLATE.policyOf(role)))
                        .decide(new Request(action, resource, new Context(context)))
                instanceof Decision.Allowed;
    }
}
