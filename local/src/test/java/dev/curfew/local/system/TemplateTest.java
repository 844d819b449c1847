package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.policy.Context;
import dev.curfew.policy.Decision;
import dev.curfew.policy.Effect;
import dev.curfew.policy.Evaluator;
import dev.curfew.policy.Policy;
import dev.curfew.policy.PolicySet;
import dev.curfew.policy.Request;
import dev.curfew.policy.Resources;
import dev.curfew.policy.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the template promises of its permissions, decided by our own evaluator where the local cloud
 * cannot.
 */
class TemplateTest {

    private static final ResolvedTemplate TEMPLATE = ResolvedTemplate.of("template.yaml");
    private static final ResolvedTemplate ROLE = ResolvedTemplate.of("brokered-role.yaml");
    private static final Resources EVERYTHING =
            ResolvedTemplate.policy(
                            Json.read(
                                    """
                                    {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
                                    """))
                    .statements()
                    .getFirst()
                    .resources();
    private static final String BUS = ResolvedTemplate.arn("Bus");

    @ParameterizedTest
    @CsvSource({
        "Issue,LeaseIssued",
        "Release,LeaseEnded",
        "Record,IdentityRecorded",
        "Expire,LeaseEnded",
        "Operate,AutomationStopped"
    })
    void aFunctionSaysOnTheBusWhatIsItsOwnToSay(String function, String type) {
        assertThat(put(function, "curfew." + function.toLowerCase(Locale.ROOT), type)).isTrue();

        assertThat(put(function, "curfew.revoke", type)).isFalse();
        assertThat(put(function, "aws.iam", type)).isFalse();
        assertThat(
                        put(
                                function,
                                "curfew." + function.toLowerCase(Locale.ROOT),
                                "RevocationRequested"))
                .isFalse();
    }

    @Test
    void theBusTurnsEveryoneElseAwayAdministratorsIncluded() {
        Policy bus = busPolicy();

        assertThat(deniedByBus(bus, "arn:aws:iam::123456789012:role/Admin", "curfew.issue"))
                .isTrue();
        assertThat(deniedByBus(bus, "arn:aws:iam::123456789012:root", "curfew.issue")).isTrue();
        assertThat(deniedByBus(bus, ResolvedTemplate.arn("IssueRole"), "curfew.issue")).isFalse();
        assertThat(deniedByBus(bus, ResolvedTemplate.arn("IssueRole"), "curfew.record")).isTrue();
        assertThat(deniedByBus(bus, ResolvedTemplate.arn("OperateRole"), "curfew.operate"))
                .isFalse();
        assertThat(deniedByBus(bus, ResolvedTemplate.arn("OperateRole"), "curfew.sweep")).isTrue();
        assertThat(deniedByBus(bus, ResolvedTemplate.arn("SealRole"), "curfew.seal")).isTrue();
    }

    @Test
    void anAlarmRingsForEachQueueThatKeepsWhatFailed() {
        List<String> kept =
                Stream.of("DeadLetterConfig", "OnFailure", "RedrivePolicy")
                        .flatMap(where -> TEMPLATE.found(where))
                        .flatMap(to ->
                                Stream.of("Arn", "Destination", "deadLetterTargetArn")
                                        .map(to::path)
                                        .filter(JsonNode::isTextual)
                                        .map(JsonNode::asText))
                        .distinct()
                        .toList();
        List<String> rung =
                TEMPLATE.ofType("AWS::CloudWatch::Alarm").stream()
                        .map(TEMPLATE::properties)
                        .filter(alarm ->
                                alarm.path("MetricName")
                                                .asText()
                                                .equals("ApproximateNumberOfMessagesVisible")
                                        && alarm.path("Threshold").asInt(-1) == 0)
                        .map(alarm -> alarm.at("/Dimensions/0/Value").asText())
                        .toList();

        assertThat(rung).containsExactlyInAnyOrderElementsOf(kept).hasSizeGreaterThan(5);
    }

    @Test
    void rulesOnTheDefaultBusTakeGenuineEventsOfAwsAlone() {
        List<JsonNode> rules =
                Rules.of(TEMPLATE).stream()
                        .filter(rule -> rule.bus().equals("default"))
                        .map(rule -> rule.pattern().path("source"))
                        .toList();

        assertThat(rules).isNotEmpty();
        assertThat(rules)
                .allSatisfy(sources ->
                        assertThat(sources)
                                .isNotEmpty()
                                .allSatisfy(source ->
                                        assertThat(
                                                        (source.isTextual()
                                                                        ? source
                                                                        : source.path("prefix"))
                                                                .asText())
                                                .startsWith("aws.")));
    }

    @Test
    void rulesOnCurfewsOwnBusTakeEventsOfItsFunctionsAlone() {
        assertThat(Rules.of(TEMPLATE))
                .filteredOn(rule -> !rule.bus().equals("default"))
                .isNotEmpty()
                .allSatisfy(rule -> {
                    assertThat(rule.bus()).isEqualTo(BUS);
                    assertThat(rule.pattern().path("source"))
                            .isNotEmpty()
                            .allSatisfy(
                                    source -> assertThat(source.asText()).startsWith("curfew."));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Issue", "Release", "Record", "Expire", "Operate", "Seal", "Revoke", "Sweep",
                "Watch", "Notify", "Slack"
            })
    void noFunctionMayTouchEveryResourceOfAService(String function) {
        Stream<Statement> unbounded =
                TEMPLATE.policyOf(function + "Role").statements().stream()
                        .filter(statement -> statement.effect() == Effect.ALLOW)
                        .filter(statement -> !"Trace".equals(statement.sid()))
                        .filter(statement -> !"ReadTheAccount".equals(statement.sid()));

        assertThat(unbounded)
                .isNotEmpty()
                .allSatisfy(
                        statement -> assertThat(statement.resources()).isNotEqualTo(EVERYTHING));
    }

    @ParameterizedTest
    @CsvSource({
        "Issue, sts:AssumeRole, arn:aws:iam::123456789012:role/curfew/orders, true",
        "Issue, sts:AssumeRole, arn:aws:iam::123456789012:role/Admin, false",
        "Issue, iam:PutRolePolicy, arn:aws:iam::123456789012:role/curfew/orders, false",
        "Issue, iam:GetRole, arn:aws:iam::123456789012:role/build/ci, true",
        "Issue, iam:GetRole, arn:aws:iam::999999999999:role/build/ci, false",
        "Issue, iam:GetUser, arn:aws:iam::123456789012:user/x, false",
        "Release, iam:GetRole, arn:aws:iam::123456789012:role/build/ci, true",
        "Release, iam:UpdateRole, arn:aws:iam::123456789012:role/build/ci, false",
        "Release, sts:AssumeRole, arn:aws:iam::123456789012:role/curfew/orders, false",
        "Record, iam:GetUser, arn:aws:iam::123456789012:user/x, true",
        "Record, iam:ListAttachedRolePolicies, arn:aws:iam::123456789012:role/x, true",
        "Record, iam:ListGroupsForUser, arn:aws:iam::123456789012:user/x, true",
        "Record, iam:GetLoginProfile, arn:aws:iam::123456789012:user/x, true",
        "Record, iam:GetPolicyVersion, arn:aws:iam::aws:policy/AdministratorAccess, true",
        "Record, iam:GetGroupPolicy, arn:aws:iam::123456789012:group/x, true",
        "Record, iam:GetGroupPolicy, arn:aws:iam::999999999999:group/x, false",
        "Record, iam:PutRolePolicy, arn:aws:iam::123456789012:role/x, false",
        "Record, iam:TagUser, arn:aws:iam::123456789012:user/x, false",
        "Watch, iam:GetRole, arn:aws:iam::123456789012:role/curfew/orders, true",
        "Slack, lambda:InvokeFunction, arn:aws:lambda:us-east-1:123456789012:function:curfew-operate:live, true",
        "Slack, lambda:InvokeFunction, arn:aws:lambda:us-east-1:123456789012:function:curfew-revoke:live, true",
        "Slack, lambda:InvokeFunction, arn:aws:lambda:us-east-1:123456789012:function:curfew-slack:live, true",
        "Slack, lambda:InvokeFunction, arn:aws:lambda:us-east-1:123456789012:function:curfew-operate, false",
        "Slack, lambda:InvokeFunction, arn:aws:lambda:us-east-1:123456789012:function:curfew-issue:live, false",
        "Slack, iam:UpdateAccessKey, arn:aws:iam::123456789012:user/x, false",
        "Slack, iam:DetachRolePolicy, arn:aws:iam::123456789012:role/x, false",
        "Slack, iam:PutRolePolicy, arn:aws:iam::123456789012:role/curfew/orders, false",
        "Slack, events:PutEvents, arn:aws:events:us-east-1:123456789012:event-bus/curfew, false",
        "Slack, secretsmanager:GetSecretValue, arn:aws:secretsmanager:us-east-1:123456789012:secret:other-AbCdEf, false",
        "Notify, iam:GetRole, arn:aws:iam::123456789012:role/curfew/orders, false",
        "Notify, events:PutEvents, arn:aws:events:us-east-1:123456789012:event-bus/curfew, false",
        "Notify, lambda:InvokeFunction, arn:aws:lambda:us-east-1:123456789012:function:curfew-revoke:live, false",
        "Notify, secretsmanager:GetSecretValue, arn:aws:secretsmanager:us-east-1:123456789012:secret:other-AbCdEf, false",
        "Watch, iam:PutRolePolicy, arn:aws:iam::123456789012:role/curfew/orders, false",
        "Watch, iam:DeleteRolePolicy, arn:aws:iam::123456789012:role/curfew/orders, false",
        "Watch, sts:AssumeRole, arn:aws:iam::123456789012:role/curfew/orders, false",
        "Sweep, iam:ListAccessKeys, arn:aws:iam::123456789012:user/x, true",
        "Sweep, iam:GetAccountAuthorizationDetails, *, true",
        "Sweep, iam:UpdateAccessKey, arn:aws:iam::123456789012:user/x, false",
        "Sweep, iam:DeleteAccessKey, arn:aws:iam::123456789012:user/x, false",
        "Sweep, iam:UpdateServiceSpecificCredential, arn:aws:iam::123456789012:user/x, false",
        "Sweep, iam:AttachRolePolicy, arn:aws:iam::123456789012:role/x, false",
        "Sweep, iam:TagUser, arn:aws:iam::123456789012:user/x, false",
        "Record, iam:UpdateAccessKey, arn:aws:iam::123456789012:user/x, false",
        "Record, iam:DeleteAccessKey, arn:aws:iam::123456789012:user/x, false",
        "Revoke, sts:AssumeRole, arn:aws:iam::123456789012:role/curfew/orders, false",
        "Revoke, iam:PutRolePolicy, arn:aws:iam::123456789012:role/Admin, false",
        "Revoke, iam:PutRolePolicy, arn:aws:iam::123456789012:role/curfew-issue, false",
        "Revoke, iam:AttachRolePolicy, arn:aws:iam::123456789012:role/curfew/orders, false",
        "Revoke, iam:UpdateAssumeRolePolicy, arn:aws:iam::123456789012:role/curfew/orders, false",
        "Revoke, iam:DeleteRolePermissionsBoundary, arn:aws:iam::123456789012:role/curfew/orders, false",
        "Release, iam:PutRolePolicy, arn:aws:iam::123456789012:role/curfew/orders, false",
        "Expire, iam:PutRolePolicy, arn:aws:iam::123456789012:role/curfew/orders, false",
        "Operate, sts:AssumeRole, arn:aws:iam::123456789012:role/curfew/orders, false"
    })
    void eachFunctionMayDoItsOwnWorkAlone(
            String function, String action, String resource, boolean allowed) {
        assertThat(allows(TEMPLATE.policyOf(function + "Role"), action, resource, Map.of()))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "Issue, Catalogue, dynamodb:GetItem, true",
        "Issue, Catalogue, dynamodb:PutItem, false",
        "Issue, Inventory, dynamodb:BatchGetItem, true",
        "Issue, Inventory, dynamodb:PutItem, false",
        "Release, Inventory, dynamodb:BatchGetItem, true",
        "Release, Inventory, dynamodb:PutItem, false",
        "Record, Inventory, dynamodb:BatchGetItem, true",
        "Operate, Catalogue, dynamodb:PutItem, true",
        "Operate, Catalogue, dynamodb:DeleteItem, false",
        "Operate, Catalogue, dynamodb:UpdateItem, false",
        "Operate, Leases, dynamodb:PutItem, false",
        "Operate, Leases, dynamodb:DeleteItem, false",
        "Operate, Inventory, dynamodb:PutItem, true",
        "Operate, Journal, dynamodb:PutItem, true",
        "Operate, SweepQueue, sqs:SendMessage, true",
        "Operate, SweepQueue, sqs:ReceiveMessage, false",
        "Operate, SweepBucket/plans/x.json, s3:GetObject, false",
        "Notify, Leases, dynamodb:GetItem, false",
        "Notify, Leases, dynamodb:Query, false",
        "Notify, Leases, dynamodb:PutItem, false",
        "Notify, Journal, dynamodb:GetItem, false",
        "Notify, Inventory, dynamodb:GetItem, true",
        "Notify, Inventory, dynamodb:BatchGetItem, false",
        "Notify, Inventory, dynamodb:Scan, false",
        "Notify, Inventory, dynamodb:PutItem, false",
        "Notify, Inventory, dynamodb:DeleteItem, false",
        "Notify, Catalogue, dynamodb:GetItem, false",
        "Notify, NotifyQueue, sqs:ReceiveMessage, true",
        "Notify, NotifyQueue, sqs:SendMessage, false",
        "Notify, NotifyFailed, sqs:SendMessage, true",
        "Notify, NotifyFailed, sqs:ReceiveMessage, false",
        "Notify, SweepQueue, sqs:ReceiveMessage, false",
        "Slack, SlackSecret, secretsmanager:GetSecretValue, true",
        "Slack, SlackSecret, secretsmanager:PutSecretValue, false",
        "Slack, Leases, dynamodb:Scan, false",
        "Slack, Leases, dynamodb:GetItem, false",
        "Slack, Inventory, dynamodb:GetItem, true",
        "Slack, Inventory, dynamodb:PutItem, false",
        "Slack, Catalogue, dynamodb:Scan, true",
        "Slack, Catalogue, dynamodb:PutItem, false",
        "Slack, Journal, dynamodb:Query, true",
        "Slack, Journal, dynamodb:PutItem, false",
        "Slack, SlackFailed, sqs:SendMessage, true",
        "Slack, SlackFailed, sqs:ReceiveMessage, false",
        "Watch, Leases, dynamodb:GetItem, true",
        "Watch, Leases, dynamodb:DeleteItem, false",
        "Watch, Leases, dynamodb:Scan, false",
        "Watch, Inventory, dynamodb:PutItem, false",
        "Watch, Catalogue, dynamodb:GetItem, true",
        "Watch, Catalogue, dynamodb:PutItem, false",
        "Sweep, Catalogue, dynamodb:Scan, true",
        "Sweep, Catalogue, dynamodb:PutItem, false",
        "Sweep, Inventory, dynamodb:PutItem, true",
        "Sweep, Inventory, dynamodb:DeleteItem, false",
        "Sweep, Leases, dynamodb:GetItem, false",
        "Sweep, Journal, dynamodb:PutItem, true",
        "Sweep, SweepBucket/plans/x.json, s3:PutObject, true",
        "Sweep, SweepBucket/plans/x.json, s3:DeleteObject, false",
        "Sweep, SealBucket/heads/x, s3:GetObject, false",
        "Revoke, Catalogue, dynamodb:Scan, true",
        "Revoke, Catalogue, dynamodb:PutItem, false",
        "Revoke, Inventory, dynamodb:PutItem, true",
        "Revoke, Inventory, dynamodb:DeleteItem, false",
        "Revoke, SweepBucket/plans/x.json, s3:GetObject, true",
        "Revoke, SweepBucket/runs/x.json, s3:GetObject, false",
        "Revoke, SweepBucket/plans/x.json, s3:PutObject, false",
        "Revoke, SweepQueue, sqs:SendMessage, false",
        "Record, Inventory, dynamodb:PutItem, true",
        "Record, Leases, dynamodb:PutItem, false",
        "Release, Leases, dynamodb:PutItem, true",
        "Release, Leases, dynamodb:DeleteItem, false",
        "Expire, Leases, dynamodb:DeleteItem, false",
        "Record, Journal, dynamodb:PutItem, true",
        "Seal, Leases, dynamodb:PutItem, false",
        "Seal, Inventory, dynamodb:PutItem, false",
        "Seal, Journal, dynamodb:Scan, false",
        "Seal, Journal, dynamodb:PutItem, false"
    })
    void eachFunctionMayUseItsOwnTableAlone(
            String function, String table, String action, boolean allowed) {
        assertThat(
                        allows(
                                TEMPLATE.policyOf(function + "Role"),
                                action,
                                ResolvedTemplate.arn(table),
                                Map.of()))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Issue", "Release", "Record", "Expire", "Operate", "Seal", "Revoke", "Sweep",
                "Watch", "Notify", "Slack"
            })
    void noFunctionMayChangeOrTakeAwayWhatTheJournalOrASealHolds(String function) {
        Policy policy = TEMPLATE.policyOf(function + "Role");

        for (String action :
                List.of("UpdateItem", "DeleteItem", "PartiQLUpdate", "PartiQLDelete")) {
            assertThat(
                            allows(
                                    policy,
                                    "dynamodb:" + action,
                                    ResolvedTemplate.arn("Journal"),
                                    Map.of()))
                    .as(action)
                    .isFalse();
        }
        for (String action :
                List.of("DeleteObject", "DeleteObjectVersion", "PutBucketVersioning")) {
            for (String place : List.of("", "/heads/2026-03-01/001704Z.jsonl")) {
                assertThat(
                                allows(
                                        policy,
                                        "s3:" + action,
                                        ResolvedTemplate.arn("SealBucket") + place,
                                        Map.of()))
                        .as(action)
                        .isFalse();
            }
        }
        assertThat(
                        allows(
                                policy,
                                "s3:PutObject",
                                ResolvedTemplate.arn("SealBucket") + "/heads/x",
                                Map.of()))
                .isEqualTo(function.equals("Seal"));
    }

    @Test
    void whatSealsReadsWhereTheJournalsStandAndNothingElseOfTheTables() {
        assertThat(scan(List.of("pk", "sk", "journalCount", "journalHead"), "SPECIFIC_ATTRIBUTES"))
                .isTrue();
        assertThat(scan(List.of("pk", "sessionPolicy"), "SPECIFIC_ATTRIBUTES")).isFalse();
        assertThat(scan(List.of(), "ALL_ATTRIBUTES")).isFalse();
    }

    private static boolean scan(List<String> attributes, String select) {
        return allows(
                TEMPLATE.policyOf("SealRole"),
                "dynamodb:Scan",
                ResolvedTemplate.arn("Leases"),
                Map.of("dynamodb:Attributes", attributes, "dynamodb:Select", List.of(select)));
    }

    /** On a key, IAM decides only where the key's own policy says so. */
    @Test
    void nobodySignsButTheFunctionThatSealsAndNobodyGrantsIt() {
        JsonNode statements = TEMPLATE.properties("SealKey").at("/KeyPolicy/Statement");

        assertThat(statements).hasSize(2);
        JsonNode everyone = statements.get(0);
        assertThat(everyone.at("/Principal/AWS").asText())
                .isEqualTo("arn:aws:iam::123456789012:root");
        Policy kept = withoutPrincipal(everyone);
        assertThat(allows(kept, "kms:VerifyMac", "*", Map.of())).isTrue();
        for (String action :
                List.of("GenerateMac", "CreateGrant", "ImportKeyMaterial", "ReplicateKey")) {
            assertThat(allows(kept, "kms:" + action, "*", Map.of())).as(action).isFalse();
        }
        JsonNode sign = statements.get(1);
        assertThat(sign.at("/Principal/AWS").asText()).isEqualTo(ResolvedTemplate.arn("SealRole"));
        assertThat(sign.path("Action").asText()).isEqualTo("kms:GenerateMac");
    }

    @Test
    void sealsAreKeptInEveryVersionAndStayWithTheJournalWhenTheStackGoes() {
        assertThat(TEMPLATE.properties("SealBucket").at("/VersioningConfiguration/Status").asText())
                .isEqualTo("Enabled");
        for (String setting :
                List.of(
                        "BlockPublicAcls",
                        "BlockPublicPolicy",
                        "IgnorePublicAcls",
                        "RestrictPublicBuckets")) {
            assertThat(
                            TEMPLATE.properties("SealBucket")
                                    .at("/PublicAccessBlockConfiguration/" + setting)
                                    .asBoolean())
                    .as(setting)
                    .isTrue();
        }
        for (String kept : List.of("Journal", "SealBucket", "SealKey")) {
            assertThat(TEMPLATE.resource(kept).path("DeletionPolicy").asText()).isEqualTo("Retain");
            assertThat(TEMPLATE.resource(kept).path("UpdateReplacePolicy").asText())
                    .isEqualTo("Retain");
        }
        assertThat(TEMPLATE.properties("Journal").has("TimeToLiveSpecification")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "sqs:SendMessage, arn:aws:sqs:us-east-1:123456789012:orders, true",
        "bedrock:InvokeModel, arn:aws:bedrock:us-east-1::foundation-model/m, true",
        "iam:ListUsers, *, true",
        "iam:CreateAccessKey, arn:aws:iam::123456789012:user/x, false",
        "iam:AcquireRole, arn:aws:iam::123456789012:role/x, false",
        "iam:PassRole, arn:aws:iam::123456789012:role/x, false",
        "sts:AssumeRole, arn:aws:iam::123456789012:role/curfew/orders, false",
        "sts:GetWebIdentityToken, *, false",
        "organizations:CreateAccount, *, false",
        "lambda:InvokeFunction, arn:aws:lambda:us-east-1:123456789012:function:curfew-issue:live, true",
        "lambda:InvokeFunction, arn:aws:lambda:us-east-1:123456789012:function:curfew-release, true",
        "lambda:InvokeFunction, arn:aws:lambda:us-east-1:123456789012:function:curfew-operate, false",
        "lambda:UpdateFunctionCode, arn:aws:lambda:us-east-1:123456789012:function:curfew-issue, false",
        "lambda:InvokeFunction, arn:aws:lambda:us-east-1:123456789012:function:curfew-seal:live, false",
        "dynamodb:PutItem, arn:aws:curfew:us-east-1:123456789012:Leases, false",
        "dynamodb:PutItem, arn:aws:curfew:us-east-1:123456789012:Journal, false",
        "s3:PutObject, arn:aws:curfew:us-east-1:123456789012:SealBucket/heads/x, false",
        "s3:PutBucketVersioning, arn:aws:curfew:us-east-1:123456789012:SealBucket, false",
        "kms:GenerateMac, arn:aws:curfew:us-east-1:123456789012:SealKey, false",
        "kms:PutKeyPolicy, arn:aws:curfew:us-east-1:123456789012:SealKey, false",
        "sqs:DeleteMessage, arn:aws:curfew:us-east-1:123456789012:SealFailed, false",
        "scheduler:DeleteSchedule, arn:aws:scheduler:us-east-1:123456789012:schedule/default/curfew-seal, false",
        "events:PutEvents, arn:aws:curfew:us-east-1:123456789012:Bus, false",
        "events:DisableRule, arn:aws:events:us-east-1:123456789012:rule/curfew-created, false",
        "events:PutTargets, arn:aws:events:us-east-1:123456789012:rule/curfew/spy, false",
        "scheduler:DeleteSchedule, arn:aws:scheduler:us-east-1:123456789012:schedule/default/curfew-expire, false",
        "cloudformation:UpdateStack, arn:aws:cloudformation:us-east-1:123456789012:stack/curfew/1a2b, false",
        "cloudtrail:StopLogging, arn:aws:cloudtrail:us-east-1:123456789012:trail/any, false",
        "s3:PutBucketPolicy, arn:aws:s3:::curfew-trailbucket-1a2b, false",
        "s3:GetObject, arn:aws:s3:::orders/1, true",
        "ecr:GetAuthorizationToken, *, false"
    })
    void theBoundaryAllowsWorkAndNothingThatWouldOutliveALease(
            String action, String resource, boolean allowed) {
        Policy boundary = boundary();

        assertThat(allows(boundary, action, resource, MARKED)).isEqualTo(allowed);
        assertThat(allows(boundary, action, resource, Map.of())).as("without a lease").isFalse();
        assertThat(allows(boundary, action, resource, HALF_MARKED))
                .as("without a lineage")
                .isFalse();
    }

    @Test
    void aBrokeredRoleTrustsTheIssueFunctionAloneAndMarkedSessionsAlone() {
        JsonNode statements = ROLE.properties("Role").at("/AssumeRolePolicyDocument/Statement");

        assertThat(statements).hasSize(1);
        JsonNode condition = statements.get(0).at("/Condition/StringLike");
        assertThat(condition.path("aws:RequestTag/curfew:lease").asText()).isEqualTo("*");
        assertThat(condition.path("aws:RequestTag/curfew:lineage").asText()).isEqualTo("/*/");
        assertThat(condition.path("sts:SourceIdentity").asText()).isEqualTo("*");
        assertThat(statements.get(0).at("/Principal/AWS/Fn::ImportValue").asText())
                .endsWith("-issue-role");
        assertThat(ROLE.properties("Role").path("Path").asText()).isEqualTo("/curfew/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Issue", "Release", "Revoke", "Operate", "Slack"})
    void aProofIsMadeForThisStackInThisAccount(String function) {
        JsonNode variables =
                TEMPLATE.properties(function + "Function").at("/Environment/Variables");

        assertThat(variables.path("CURFEW_STACK").asText()).isEqualTo("curfew");
        assertThat(variables.path("CURFEW_ACCOUNT").asText()).isEqualTo("123456789012");
    }

    /** It would be a second road in, whose caller Lambda alone has looked at. */
    @Test
    void noFunctionHasAUrlButTheOneThatSlackSignsItsRequestsTo() {
        assertThat(TEMPLATE.ofType("AWS::Lambda::Url")).isEmpty();
        assertThat(TEMPLATE.ofType("AWS::Serverless::Function"))
                .filteredOn(name -> TEMPLATE.properties(name).has("FunctionUrlConfig"))
                .containsExactly("SlackFunction");
    }

    @Test
    void withoutASecretThereIsNoSlackFunctionAndNobodyAsksInTheNameOfAnother() {
        for (String resource : List.of("SlackFunction", "SlackRole", "PressesFailed")) {
            assertThat(TEMPLATE.resource(resource).path("Condition").asText())
                    .as(resource)
                    .isEqualTo("HasSlack");
        }
        for (String function : List.of("Operate", "Revoke")) {
            assertThat(
                            TEMPLATE.properties(function + "Function")
                                    .at("/Environment/Variables/SLACK_ROLE_ID"))
                    .isEqualTo(
                            Json.read(
                                    "{\"Fn::If\": [\"HasSlack\", \"%s\", \"\"]}"
                                            .formatted(ResolvedTemplate.arn("SlackRole"))));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dynamodb:GetItem, callback#1a2b, '', true",
        "dynamodb:PutItem, callback#1a2b, '', true",
        "dynamodb:PutItem, lease#aaaaaaaaaaaa, '', false",
        "dynamodb:PutItem, finding#aaaaaaaaaaaa, '', false",
        "dynamodb:PutItem, proof#1a2b, '', false",
        "dynamodb:DeleteItem, callback#1a2b, '', false",
        "dynamodb:GetItem, finding#aaaaaaaaaaaa, '', true",
        "dynamodb:GetItem, role#x, '', false",
        "dynamodb:GetItem, lease#aaaaaaaaaaaa, '', false",
        "dynamodb:GetItem, lease#aaaaaaaaaaaa, 'pk,sk,state,expiresAt', true",
        "dynamodb:GetItem, lease#aaaaaaaaaaaa, 'pk,sk,state,scope', false",
        "dynamodb:GetItem, lease#aaaaaaaaaaaa, 'pk,sk,sessionPolicy', false",
        "dynamodb:Query, lease#aaaaaaaaaaaa, 'pk,sk,state', false"
    })
    void slackSeesOfALeaseWhatMayBeShown(
            String action, String key, String attributes, boolean allowed) {
        Map<String, List<String>> context =
                attributes.isEmpty()
                        ? Map.of(
                                "dynamodb:LeadingKeys",
                                List.of(key),
                                "dynamodb:Select",
                                List.of("ALL_ATTRIBUTES"))
                        : Map.of(
                                "dynamodb:LeadingKeys",
                                List.of(key),
                                "dynamodb:Select",
                                List.of("SPECIFIC_ATTRIBUTES"),
                                "dynamodb:Attributes",
                                List.of(attributes.split(",", -1)));

        assertThat(
                        allows(
                                TEMPLATE.policyOf("SlackRole"),
                                action,
                                ResolvedTemplate.arn("Leases"),
                                context))
                .isEqualTo(allowed);
    }

    @Test
    void revokeWritesPoliciesOfRolesWithinOurBoundaryAlone() {
        String action = "iam:PutRolePolicy";
        String role = "arn:aws:iam::123456789012:role/curfew/orders";
        Policy revoke = TEMPLATE.policyOf("RevokeRole");

        assertThat(
                        allows(
                                revoke,
                                action,
                                role,
                                Map.of(
                                        "iam:PermissionsBoundary",
                                        List.of(ResolvedTemplate.arn("Boundary")))))
                .isTrue();
        assertThat(allows(revoke, action, role, Map.of())).isFalse();
        assertThat(
                        allows(
                                revoke,
                                action,
                                role,
                                Map.of(
                                        "iam:PermissionsBoundary",
                                        List.of("arn:aws:iam::aws:policy/AdministratorAccess"))))
                .isFalse();
    }

    @Test
    void watchAsksForRevocationsAndTellsWhatItFoundAndNothingElse() {
        for (String type : List.of("FindingOpened", "RevocationRequested", "LeaseDenied")) {
            assertThat(put("Watch", "curfew.watch", type)).as(type).isTrue();
            assertThat(put("Watch", "curfew.revoke", type)).as(type).isFalse();
        }
        assertThat(put("Watch", "curfew.watch", "LeaseIssued")).isFalse();
        assertThat(deniedByBus(busPolicy(), ResolvedTemplate.arn("WatchRole"), "curfew.watch"))
                .isFalse();
        assertThat(deniedByBus(busPolicy(), ResolvedTemplate.arn("WatchRole"), "curfew.expire"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Inventory, dynamodb:PutItem, thread#event#1, true",
        "Inventory, dynamodb:UpdateItem, thread#event#1, true",
        "Inventory, dynamodb:PutItem, AKIAEXAMPLE000000001, false",
        "Inventory, dynamodb:UpdateItem, AKIAEXAMPLE000000001, false",
        "Inventory, dynamodb:PutItem, name#USER#123456789012#thread#x, false",
        "Catalogue, dynamodb:GetItem, limits, true",
        "Catalogue, dynamodb:GetItem, limits#1, false",
        "Catalogue, dynamodb:GetItem, task#orders, false"
    })
    void notifyWritesItsThreadsAndReadsTheLimitsAlone(
            String table, String action, String key, boolean allowed) {
        Policy notify = TEMPLATE.policyOf("NotifyRole");
        String arn = ResolvedTemplate.arn(table);

        assertThat(allows(notify, action, arn, Map.of("dynamodb:LeadingKeys", List.of(key))))
                .isEqualTo(allowed);
        assertThat(
                        allows(
                                notify,
                                action,
                                arn,
                                Map.of("dynamodb:LeadingKeys", List.of(key, "AKIA"))))
                .isFalse();
    }

    /** Without a secret nothing comes, so nothing piles up; with one, that one alone is read. */
    @Test
    void nothingIsNotifiedWithoutASecretAndNoOtherSecretIsRead() {
        assertThat(TEMPLATE.resource("NotifyEvents").path("Condition").asText())
                .isEqualTo("HasSlack");
        assertThat(TEMPLATE.resource("NotifySecretPolicy").path("Condition").asText())
                .isEqualTo("HasSlack");
        JsonNode statements =
                TEMPLATE.properties("NotifySecretPolicy").at("/PolicyDocument/Statement");
        assertThat(statements).hasSize(1);
        assertThat(statements.get(0).path("Action").asText())
                .isEqualTo("secretsmanager:GetSecretValue");
        assertThat(statements.get(0).path("Resource").asText()).doesNotContain("*");
    }

    /** It would let whoever sets it read every notice, and the token with it. */
    @Test
    void onlyTheOverlayNamesAnotherSlack() {
        TEMPLATE.ofType("AWS::Serverless::Function")
                .forEach(name ->
                        assertThat(
                                        TEMPLATE.properties(name)
                                                .at("/Environment/Variables")
                                                .has("SLACK_ENDPOINT"))
                                .isFalse());
    }

    @Test
    void theFunctionsLogNoEvents() {
        assertThat(
                        TEMPLATE.globals()
                                .at("/Environment/Variables/POWERTOOLS_LOGGER_LOG_EVENT")
                                .asText())
                .isEqualTo("false");
    }

    private static final Map<String, List<String>> MARKED =
            Map.of(
                    "aws:PrincipalTag/curfew:lease", List.of("aaaaaaaaaaaa"),
                    "aws:PrincipalTag/curfew:lineage", List.of("/aaaaaaaaaaaa/"));
    private static final Map<String, List<String>> HALF_MARKED =
            Map.of("aws:PrincipalTag/curfew:lease", List.of("aaaaaaaaaaaa"));

    private static Policy boundary() {
        return ResolvedTemplate.policy(TEMPLATE.properties("Boundary").path("PolicyDocument"));
    }

    private static boolean put(String function, String source, String type) {
        return allows(
                TEMPLATE.policyOf(function + "Role"),
                "events:PutEvents",
                BUS,
                Map.of("events:source", List.of(source), "events:detail-type", List.of(type)));
    }

    private static Policy busPolicy() {
        return TEMPLATE.ofType("AWS::Events::EventBusPolicy").stream()
                .map(TemplateTest::statementForEveryone)
                .reduce(Policy::plus)
                .orElseThrow();
    }

    /** An identity policy has no principal; a statement for everyone reads the same without. */
    private static Policy statementForEveryone(String name) {
        JsonNode statement = TEMPLATE.properties(name).path("Statement");
        assertThat(statement.path("Principal").asText()).isEqualTo("*");
        return withoutPrincipal(statement);
    }

    private static Policy withoutPrincipal(JsonNode original) {
        ObjectNode statement = original.deepCopy();
        statement.remove("Principal");
        ObjectNode document = Json.MAPPER.createObjectNode().put("Version", "2012-10-17");
        document.set("Statement", statement);
        return ResolvedTemplate.policy(document);
    }

    private static boolean deniedByBus(Policy bus, String principal, String source) {
        return decide(
                        bus,
                        "events:PutEvents",
                        BUS,
                        Map.of(
                                "aws:PrincipalArn",
                                List.of(principal),
                                "events:source",
                                List.of(source)))
                instanceof Decision.ExplicitlyDenied;
    }

    private static boolean allows(
            Policy policy, String action, String resource, Map<String, List<String>> context) {
        return decide(policy, action, resource, context) instanceof Decision.Allowed;
    }

    private static Decision decide(
            Policy policy, String action, String resource, Map<String, List<String>> context) {
        return new Evaluator(PolicySet.of(policy))
                .decide(new Request(action, resource, new Context(context)));
    }
}
