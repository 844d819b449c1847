package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.local.Template;
import dev.curfew.local.testing.TestCloud;
import dev.curfew.policy.Context;
import dev.curfew.policy.Decision;
import dev.curfew.policy.Evaluator;
import dev.curfew.policy.Policy;
import dev.curfew.policy.PolicySet;
import dev.curfew.policy.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private static final String BUS = ResolvedTemplate.arn("Bus");
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

    @Test
    void onlyTheSweepAndWatchAskRevokeForAnything() {
        assertThat(whoMay("events:PutEvents", BUS, said("curfew.sweep", "RevocationRequested")))
                .containsExactly("SweepRole");
        assertThat(whoMay("events:PutEvents", BUS, said("curfew.watch", "RevocationRequested")))
                .containsExactly("WatchRole");
        for (String source : List.of("curfew.release", "curfew.expire")) {
            assertThat(whoMay("events:PutEvents", BUS, said(source, "RevocationRequested")))
                    .as(source)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "curfew.revoke, IdentityDisabled, RevokeRole",
        "curfew.revoke, IdentityQuarantined, RevokeRole",
        "curfew.revoke, IdentityDeleted, RevokeRole",
        "curfew.operate, IdentityRestored, OperateRole",
        "curfew.operate, IdentityExempted, OperateRole",
        "curfew.operate, IdentityApproved, OperateRole",
        "curfew.operate, LimitsApplied, OperateRole",
        "curfew.operate, AutomationStopped, OperateRole",
        "curfew.operate, AutomationResumed, OperateRole",
        "curfew.sweep, IdentityWarned, SweepRole",
        "curfew.sweep, FindingRaised, SweepRole"
    })
    void whatBecameOfAnIdentityIsSaidByWhoDidIt(String source, String type, String role) {
        assertThat(whoMay("events:PutEvents", BUS, said(source, type))).containsExactly(role);
        for (String other : List.of("curfew.revoke", "curfew.operate", "curfew.sweep")) {
            if (!other.equals(source)) {
                assertThat(whoMay("events:PutEvents", BUS, said(other, type))).as(other).isEmpty();
            }
        }
    }

    /** Whatever its own role may say, the bus holds each function to its own source too. */
    @ParameterizedTest
    @ValueSource(strings = {"release", "expire", "revoke", "operate", "sweep", "record", "issue"})
    void theBusHoldsEachFunctionToItsOwnSource(String function) {
        String role = ResolvedTemplate.arn(capital(function) + "Role");

        for (String source :
                List.of("release", "expire", "revoke", "operate", "sweep", "record", "issue")) {
            assertThat(busDenies(role, "curfew." + source))
                    .as(source)
                    .isEqualTo(!source.equals(function));
        }
        assertThat(busDenies(role, "curfew.watch")).isTrue();
        assertThat(busDenies(role, "aws.iam")).isTrue();
    }

    /** Revoke acts on plans: who puts one there has half a say in what is taken. */
    @Test
    void onlyTheSweepKeepsPlansAndTakesStepsAndOnlyOperateAsksForARun() {
        String plan = ResolvedTemplate.arn("SweepBucket") + "/plans/2026-03-01T00:30:00Z.json";
        String queue = ResolvedTemplate.arn("SweepQueue");

        assertThat(whoMay("s3:PutObject", plan, Map.of())).containsExactly("SweepRole");
        assertThat(whoMay("s3:GetObject", plan, Map.of()))
                .containsExactly("RevokeRole", "SweepRole");
        assertThat(whoMay("s3:DeleteObject", plan, Map.of())).isEmpty();
        assertThat(whoMay("sqs:ReceiveMessage", queue, Map.of())).containsExactly("SweepRole");
        assertThat(whoMay("sqs:SendMessage", queue, Map.of()))
                .containsExactly("OperateRole", "SweepRole");
    }

    /** A role that is not on the list could be quarantined by Curfew, and Curfew with it. */
    @Test
    void curfewsOwnRolesAreAllThoseOfTheTemplateAndWhoDeployedItWhereverTheyAreAskedFor() {
        ObjectNode template = Template.read(TestCloud.checkout().root().resolve("template.yaml"));
        JsonNode own = template.at("/Outputs/Own/Value/Fn::Join/1");
        List<String> roles = new ArrayList<>();
        for (int i = 0; i < own.size() - 1; i++) {
            roles.add(roleOf(own.get(i)));
        }

        assertThat(roles).containsExactlyInAnyOrderElementsOf(TEMPLATE.ofType("AWS::IAM::Role"));
        assertThat(own.path(own.size() - 1))
                .isEqualTo(
                        Json.read(
                                """
                                {"Fn::If": ["HasDeployer", {"Ref": "Deployer"}, {"Ref": "AWS::NoValue"}]}
                                """));
        for (String function : List.of("Sweep", "Revoke", "Operate")) {
            assertThat(
                            template.at(
                                    "/Resources/"
                                            + function
                                            + "Function/Properties/Environment/Variables/OWN"))
                    .as(function)
                    .isEqualTo(template.at("/Outputs/Own/Value"));
        }
    }

    /** Functions take the list for patterns, parted by spaces: a star would close all limits. */
    @ParameterizedTest
    @CsvSource({
        "'', true",
        "arn:aws:iam::123456789012:root, true",
        "arn:aws:iam::123456789012:user/ops/alice@example.com, true",
        "arn:aws-us-gov:iam::123456789012:role/deploy, true",
        "arn:aws:iam::123456789012:role/*, false",
        "arn:aws:iam::123456789012:user/?, false",
        "arn:aws:iam::123456789012:role/a arn:aws:iam::123456789012:role/b, false",
        "arn:aws:sts::123456789012:assumed-role/deploy/x, false",
        "arn:aws:iam::*:root, false",
        "'*', false"
    })
    void theDeployerIsOneIdentity(String deployer, boolean taken) {
        String pattern =
                Template.read(TestCloud.checkout().root().resolve("template.yaml"))
                        .at("/Parameters/Deployer/AllowedPattern")
                        .asText();

        assertThat(deployer.matches(pattern)).isEqualTo(taken);
    }

    /** The template's role whose ARN this is: by its own name, where it has one. */
    private static String roleOf(JsonNode arn) {
        if (arn.at("/Fn::GetAtt/1").asText().equals("Arn")) {
            return arn.at("/Fn::GetAtt/0").asText();
        }
        String named =
                arn.path("Fn::Sub")
                        .asText()
                        .replace("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/", "")
                        .replace("${AWS::StackName}", "curfew");
        return TEMPLATE.ofType("AWS::IAM::Role").stream()
                .filter(role -> TEMPLATE.properties(role).path("RoleName").asText().equals(named))
                .findFirst()
                .orElseThrow(() -> new AssertionError(arn + " is no role of the template"));
    }

    private static Map<String, List<String>> said(String source, String type) {
        return Map.of("events:source", List.of(source), "events:detail-type", List.of(type));
    }

    private static String capital(String function) {
        return function.substring(0, 1).toUpperCase(Locale.ROOT) + function.substring(1);
    }

    private static boolean busDenies(String principal, String source) {
        Context context =
                new Context(
                        Map.of(
                                "aws:PrincipalArn", List.of(principal),
                                "events:source", List.of(source)));
        Request put = new Request("events:PutEvents", BUS, context);
        return TEMPLATE.ofType("AWS::Events::EventBusPolicy").stream()
                .map(name -> new Evaluator(PolicySet.of(forEveryone(name))))
                .anyMatch(bus -> bus.decide(put) instanceof Decision.ExplicitlyDenied);
    }

    /** An identity policy has no principal; a statement for everyone reads the same without. */
    private static Policy forEveryone(String name) {
        ObjectNode statement = TEMPLATE.properties(name).path("Statement").deepCopy();
        assertThat(statement.remove("Principal").asText()).isEqualTo("*");
        ObjectNode document = Json.MAPPER.createObjectNode().put("Version", "2012-10-17");
        document.set("Statement", statement);
        return ResolvedTemplate.policy(document);
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
