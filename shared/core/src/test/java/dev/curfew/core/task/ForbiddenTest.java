package dev.curfew.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.policy.Containment;
import dev.curfew.policy.Parsed;
import dev.curfew.policy.Policy;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForbiddenTest {

    private static final Forbidden FORBIDDEN = SampleStack.FORBIDDEN;
    private static final String ORDERS = "arn:aws:sqs:us-east-1:123456789012:orders";

    @Nested
    class WhatNoTaskGives {

        @ParameterizedTest
        @CsvSource({
            "iam:CreateUser, makes or changes identities",
            "iam:PutRolePolicy, makes or changes identities",
            "iam:PassRole, makes or changes identities",
            "iam:TagRole, makes or changes identities",
            "iam:AcquireRole, makes or changes identities",
            "iam:ActionOfTomorrow, makes or changes identities",
            "iam:GenerateActionOfTomorrow, makes or changes identities",
            "organizations:AttachPolicy, makes or changes identities",
            "account:PutContactInformation, makes or changes identities",
            "sso:CreatePermissionSet, makes or changes identities",
            "sso-directory:CreateUser, makes or changes identities",
            "identitystore:CreateUser, makes or changes identities",
            "rolesanywhere:CreateTrustAnchor, makes or changes identities",
            "sts:AssumeRole, makes a credential",
            "sts:GetSessionToken, makes a credential",
            "sts:GetWebIdentityToken, makes a credential",
            "sts:ActionOfTomorrow, makes a credential",
            "codeartifact:GetAuthorizationToken, makes a credential",
            "ecr:GetAuthorizationToken, makes a credential",
            "ecr-public:GetAuthorizationToken, makes a credential",
            "redshift:GetClusterCredentialsWithIAM, makes a credential",
            "redshift-serverless:GetCredentials, makes a credential",
            "cloudtrail:StopLogging, the audit log",
            "cloudtrail:DeleteTrail, the audit log",
            "cloudtrail:PutEventSelectors, the audit log",
            "cloudtrail:UpdateTrail, the audit log",
            "cloudtrail:RemoveTags, the audit log"
        })
        void isRefusedOnAnyResourceAndInAnySpelling(String action, String why) {
            for (String resource :
                    List.of("*", "arn:aws:iam::123456789012:*", "arn:aws:iam::*:role/orders")) {
                for (String spelled :
                        List.of(
                                action,
                                action.toLowerCase(Locale.ROOT),
                                action.toUpperCase(Locale.ROOT))) {
                    assertThat(problems(allow(spelled, resource)))
                            .as("%s on %s", spelled, resource)
                            .singleElement()
                            .satisfies(problem -> {
                                assertThat(problem.message()).contains(spelled).contains(why);
                                assertThat(problem.help()).isNotBlank();
                            });
                    assertThat(scope(allow(spelled, resource))).contains(why);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "arn:aws:dynamodb:us-east-1:123456789012:table/curfew-Catalogue-1A2B3C4D",
                    "arn:aws:dynamodb:us-east-1:123456789012:table/curfew-Catalogue-1A2B3C4D/index/due",
                    "arn:aws:sqs:us-east-1:123456789012:curfew-RecordFailed-1A2B3C4D",
                    "arn:aws:events:us-east-1:123456789012:event-bus/curfew",
                    "arn:aws:events:us-east-1:123456789012:rule/curfew-created",
                    "arn:aws:events:us-east-1:123456789012:rule/curfew/spy",
                    "arn:aws:scheduler:us-east-1:123456789012:schedule/default/curfew-expire",
                    "arn:aws:cloudformation:us-east-1:123456789012:stack/curfew/1a2b",
                    "arn:aws:lambda:us-east-1:123456789012:function:curfew-operate",
                    "arn:aws:lambda:us-east-1:123456789012:function:curfew-operate:live",
                    "arn:aws:lambda:us-east-1:123456789012:function:curfew-anything-new",
                    "arn:aws:logs:us-east-1:123456789012:log-group:/curfew/curfew/issue:log-stream:x",
                    "arn:aws:s3:::curfew-trailbucket-1a2b",
                    "arn:aws:s3:::curfew-trailbucket-1a2b/AWSLogs/x"
                })
        void isAnythingOnCurfewsOwnResources(String resource) {
            String service = resource.split(":", -1)[2];

            for (String action : List.of("ActionOfTomorrow", "*", "GetItem", "InvokeFunction")) {
                assertThat(messages(allow(service + ":" + action, resource)))
                        .as(action)
                        .anyMatch(message -> message.contains("what Curfew itself is made of"));
            }
            String short1 = resource.substring(0, resource.length() - 1);
            assertThat(messages(allow(service + ":ActionOfTomorrow", short1 + "*"))).isNotEmpty();
            assertThat(messages(allow(service + ":ActionOfTomorrow", short1 + "?"))).isNotEmpty();
            assertThat(messages(allow(service + ":ActionOfTomorrow", "*"))).isNotEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"lambda:UpdateFunctionCode", "lambda:InvokeFunctionUrl"})
        void isAnythingElseThanInvokingOnTheDoors(String action) {
            String issue = "arn:aws:lambda:us-east-1:123456789012:function:curfew-issue";

            assertThat(messages(allow(action, issue))).isNotEmpty();
            assertThat(messages(allow(action, issue + ":live"))).isNotEmpty();
            assertThat(messages(allow("lambda:InvokeFunction", issue + "r"))).isNotEmpty();
            assertThat(messages(allow("lambda:InvokeFunction", issue))).isEmpty();
            assertThat(messages(allow("lambda:InvokeFunction", issue + ":live"))).isEmpty();
        }

        @Test
        void isFoundThroughAnExceptionAsThroughAName() {
            assertThat(messages("{'Effect':'Allow','NotAction':'s3:*','Resource':'*'}"))
                    .hasSize(5)
                    .anyMatch(message -> message.contains("`iam:CreateUser`"))
                    .anyMatch(message -> message.contains("`sts:AssumeRole`"))
                    .anyMatch(message -> message.contains("`cloudtrail:StopLogging`"));
            assertThat(
                            messages(
                                    "{'Effect':'Allow','Action':'dynamodb:GetItem','NotResource':"
                                            + "'arn:aws:dynamodb:us-east-1:123456789012:table/orders'}"))
                    .singleElement()
                    .asString()
                    .contains("`dynamodb:GetItem`", "curfew-Catalogue");
            assertThat(
                            messages(
                                    "{'Effect':'Allow','Action':'sqs:SendMessage','NotResource':'arn:aws:sqs:*:*:curfew-*'}"))
                    .isEmpty();
        }

        @Test
        void isFoundInWhateverADenyLeavesOpen() {
            String all = "{'Effect':'Allow','Action':['iam:*','sqs:SendMessage'],'Resource':'*'}";
            String queues =
                    "{'Effect':'Deny','Action':'sqs:*','Resource':'arn:aws:sqs:*:*:curfew-*'}";

            assertThat(messages(all, queues, deny("iam:*"))).isEmpty();
            assertThat(messages(all, queues, deny("iam:C*"))).isNotEmpty();
            assertThat(
                            messages(
                                    all,
                                    queues,
                                    "{'Effect':'Deny','Action':'iam:*','Resource':'*','Condition':"
                                            + "{'Bool':{'aws:MultiFactorAuthPresent':'false'}}}"))
                    .singleElement()
                    .asString()
                    .contains("iam:");
        }

        @Test
        void isAllOfItWhenACeilingIsEverything() {
            assertThat(problems(allow("*", "*")))
                    .hasSize(5)
                    .noneMatch(problem -> problem.help().contains("would pass"));
            assertThat(problems("{'Effect':'Allow','Action':'*:*','Resource':'arn:*'}")).hasSize(5);
        }

        @Test
        void isRefusedWhenItCannotBeDecided() {
            String some =
                    IntStream.range(0, 20)
                            .mapToObj(i -> "arn:aws:s3:::*%c*%c*".formatted('a' + i, 'b' + i))
                            .collect(Collectors.joining("','"));
            String others =
                    IntStream.range(0, 20)
                            .mapToObj(i -> "arn:aws:s3:::*%c*%c*".formatted('b' + i, 'a' + i))
                            .collect(Collectors.joining("','"));
            String[] puzzle = {
                "{'Effect':'Allow','Action':'s3:GetObject','Resource':['" + some + "']}",
                "{'Effect':'Deny','Action':'s3:*','Resource':['"
                        + others
                        + "','arn:aws:s3:::curfew-trail*']}"
            };

            assertThat(messages(puzzle))
                    .singleElement()
                    .asString()
                    .startsWith("it cannot be shown that nothing in the ceiling reaches");
            assertThat(scope(puzzle)).startsWith("it cannot be shown");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sqs:SendMessage, arn:aws:sqs:us-east-1:123456789012:orders",
        "sqs:ListQueues, *",
        "dynamodb:ListTables, *",
        "s3:ListAllMyBuckets, *",
        "s3:GetObject, arn:aws:s3:::orders/*",
        "bedrock:InvokeModel, *",
        "ec2:DescribeInstances, *",
        "iam:GetRole, *",
        "iam:List*, *",
        "iam:GenerateCredentialReport, *",
        "sts:GetCallerIdentity, *",
        "cloudtrail:LookupEvents, *",
        "ram:GetResourceShares, *",
        "dynamodb:*Item, arn:aws:dynamodb:us-east-1:123456789012:table/orders",
        "sqs:SendMessage, arn:aws:sqs:us-east-1:999999999999:curfew-RecordFailed-1A2B3C4D"
    })
    void honestWorkIsLeftAlone(String action, String resource) {
        assertThat(problems(allow(action, resource))).isEmpty();
        assertThat(FORBIDDEN.refuses(policy(allow(action, resource)))).isEmpty();
    }

    @Nested
    class ManagingPermissions {

        static Stream<String> oneOfEachService() {
            return PermissionManagement.listed().actions().stream()
                    .collect(
                            Collectors.groupingBy(
                                    Patterns::service, TreeMap::new, Collectors.toList()))
                    .values()
                    .stream()
                    .map(List::getFirst)
                    .filter(action -> !Patterns.hasWildcard(action));
        }

        @ParameterizedTest
        @MethodSource("oneOfEachService")
        void isGivenWhereTheCeilingListsActionAndResource(String action) {
            String service = Patterns.service(action);
            String arn = "arn:aws:" + service + ":us-east-1:123456789012:orders/one";

            assertThat(messages(allow(action, arn))).isEmpty();
            assertThat(messages(allow(action.toUpperCase(Locale.ROOT), arn))).isEmpty();
            assertThat(messages(allow(action.substring(0, action.length() - 1) + "*", arn)))
                    .isNotEmpty();
            assertThat(messages(allow(action, "*")))
                    .anyMatch(message -> message.contains("`" + action + "`"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "s3:PutBucketPolicy",
                    "s3:PutObjectAcl",
                    "s3:PutAccessPointPolicy",
                    "sqs:AddPermission",
                    "sqs:SetQueueAttributes",
                    "sns:AddPermission",
                    "sns:SetTopicAttributes",
                    "kms:CreateGrant",
                    "kms:PutKeyPolicy",
                    "kms:RetireGrant",
                    "lambda:AddPermission",
                    "lambda:AddLayerVersionPermission",
                    "lambda:CreateFunctionUrlConfig",
                    "secretsmanager:PutResourcePolicy",
                    "dynamodb:PutResourcePolicy",
                    "ecr:SetRepositoryPolicy",
                    "events:PutPermission",
                    "glue:PutResourcePolicy",
                    "backup:PutBackupVaultAccessPolicy",
                    "logs:PutResourcePolicy",
                    "ram:CreateResourceShare",
                    "ram:ActionOfTomorrow",
                    "lakeformation:GrantPermissions",
                    "kinesis:PutResourcePolicy",
                    "rds:ModifyDBSnapshotAttribute"
                })
        void isRefusedOnEverything(String action) {
            assertThat(messages(allow(action, "*")))
                    .anyMatch(message -> message.contains("gives others access"));
        }

        @ParameterizedTest
        @CsvSource({
            "sqs:AddPermission, arn:aws:sqs:us-east-1:123456789012:orders, true",
            "sqs:AddPermission, arn:aws:sqs:us-east-1:123456789012:orders-*, true",
            "sqs:AddPermission, arn:aws:sqs:*:*:orders, true",
            "sqs:AddPermission, arn:aws:sqs:us-east-1:123456789012:z*, true",
            "sqs:AddPermission, arn:aws:sqs:us-east-1:123456789012:*, false",
            "sqs:AddPermission, arn:aws:*:us-east-1:123456789012:orders, false",
            "sqs:AddPermission, arn:aws:sqs:*, false",
            "s3:PutObjectAcl, arn:aws:s3:::orders/*, true",
            "s3:PutObjectAcl, arn:aws:s3:::*/orders, false",
            "kms:CreateGrant, arn:aws:kms:us-east-1:123456789012:key/1a2b, true",
            "kms:CreateGrant, arn:aws:kms:us-east-1:123456789012:key/*, false",
            "lambda:AddPermission, arn:aws:lambda:us-east-1:123456789012:function:orders, true",
            "lambda:AddPermission, arn:aws:lambda:us-east-1:123456789012:function:*, false",
            "sqs:AddPermission, 'arn:aws:sqs:us-east-1:123456789012:${aws:PrincipalTag/q}', false"
        })
        void asksForAServiceAndANameInTheResource(String action, String resource, boolean listed) {
            List<String> messages = messages(allow(action, resource));

            assertThat(messages.stream().noneMatch(each -> each.contains("gives others access")))
                    .isEqualTo(listed);
        }

        @Test
        void isListedByItsOwnStatementUnderItsOwnConditionsOnly() {
            String wild = allow("sqs:*", ORDERS);
            String listed =
                    "{'Effect':'Allow','Action':['sqs:AddPermission','sqs:RemovePermission',"
                            + "'sqs:SetQueueAttributes'],'Resource':'"
                            + ORDERS
                            + "'}";
            String conditional =
                    listed.replace(
                            "}", ",'Condition':{'StringEquals':{'aws:RequestedRegion':'x'}}}");

            assertThat(messages(wild, listed)).isEmpty();
            assertThat(messages(wild, conditional))
                    .singleElement()
                    .asString()
                    .contains("gives others access");
            assertThat(messages(conditional)).isEmpty();
            assertThat(messages(allow("sqs:*", ORDERS + "*"), listed)).isNotEmpty();
        }

        /** The example of docs/operator.md. */
        @Test
        void isListedInPartAndDeniedInPart() {
            String wild = allow("sqs:*", ORDERS);
            String listed = allow("sqs:AddPermission','sqs:RemovePermission", ORDERS);

            assertThat(messages(wild, listed, deny("sqs:SetQueueAttributes"))).isEmpty();
            assertThat(messages(wild, deny("sqs:SetQueueAttributes"))).isNotEmpty();
            assertThat(messages(wild, listed)).isNotEmpty();
        }

        @Test
        void isNotListedByAnException() {
            assertThat(
                            messages(
                                    "{'Effect':'Allow','Action':'sqs:AddPermission','NotResource':'arn:aws:sqs:*:*:curfew-*'}"))
                    .singleElement()
                    .asString()
                    .contains("gives others access");
        }

        @Test
        void isOfNoConcernWhenDenied() {
            assertThat(
                            messages(
                                    allow("sqs:*", ORDERS),
                                    "{'Effect':'Deny','Action':['sqs:*Permission','sqs:SetQueueAttributes'],'Resource':'*'}"))
                    .isEmpty();
        }

        @Test
        void onCurfewsOwnIsRefusedThoughListed() {
            assertThat(messages(allow("sqs:AddPermission", SampleStack.QUEUE)))
                    .singleElement()
                    .asString()
                    .contains("Curfew itself");
        }
    }

    @Nested
    class TheOffer {

        @Test
        void keepsTheStatementAndDeniesWhatItReaches() {
            assertThat(offer(allow("sqs:*", ORDERS)))
                    .isEqualTo(
                            policy(
                                    allow("sqs:*", ORDERS),
                                    deny(
                                            "sqs:AddPermission','sqs:RemovePermission','sqs:SetQueueAttributes")));
        }

        @Test
        void deniesBeyondWhatIsListed() {
            assertThat(offer(allow("sqs:*", ORDERS + "*"), allow("sqs:AddPermission", ORDERS)))
                    .isEqualTo(
                            policy(
                                    allow("sqs:*", ORDERS + "*"),
                                    allow("sqs:AddPermission", ORDERS),
                                    deny("sqs:RemovePermission','sqs:SetQueueAttributes"),
                                    "{'Effect':'Deny','Action':'sqs:AddPermission','NotResource':'"
                                            + ORDERS
                                            + "'}"));
        }

        @Test
        void exceptsCurfewsOwnResources() {
            assertThat(offer(allow("sqs:SendMessage", "*")))
                    .isEqualTo(
                            policy(
                                    "{'Effect':'Allow','Action':'sqs:SendMessage','NotResource':'"
                                            + SampleStack.QUEUE
                                            + "'}"));
            assertThat(offer(allow("sqs:SendMessage", "arn:aws:sqs:*:*:c*")))
                    .isEqualTo(
                            policy(
                                    allow("sqs:SendMessage", "arn:aws:sqs:*:*:c*"),
                                    "{'Effect':'Deny','Action':'sqs:*','Resource':'"
                                            + SampleStack.QUEUE
                                            + "'}"));
        }

        @Test
        void leavesOutWhatNoTaskGivesAndKeepsTheReads() {
            assertThat(offer(allow("iam:CreateUser','ec2:DescribeInstances", "*")))
                    .isEqualTo(policy(allow("ec2:DescribeInstances", "*")));
            assertThat(offer(allow("sts:*", "*")))
                    .isEqualTo(
                            policy(
                                    allow(
                                            "sts:GetCallerIdentity','sts:DecodeAuthorizationMessage",
                                            "*")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "sqs:*",
                    "s3:*",
                    "ec2:*",
                    "dynamodb:*",
                    "lambda:*",
                    "iam:*",
                    "ecr:*",
                    "kms:*",
                    "cloudtrail:*",
                    "events:*",
                    "logs:*",
                    "redshift:*",
                    "sns:*",
                    "iam:*','s3:Get*"
                })
        void passesAndAllowsNoMore(String action) {
            for (String resource : List.of("*", "arn:aws:*:*:*:c*")) {
                Policy asked = policy(allow(action, resource));
                for (Problem problem : FORBIDDEN.problems(asked)) {
                    int at = problem.help().indexOf("would pass: ");
                    if (at >= 0) {
                        Policy offered = parse(problem.help().substring(at + 12));
                        assertThat(FORBIDDEN.problems(offered)).isEmpty();
                        assertThat(Containment.samePrincipal(asked).contains(offered).yes())
                                .isTrue();
                    }
                }
            }
        }

        @Test
        void isNotMadeWhenNothingWouldBeLeft() {
            assertThat(problems(allow("iam:CreateUser", "*")))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.help()).doesNotContain("would pass"));
            assertThat(problems(allow("kms:CreateGrant", "*")))
                    .allSatisfy(problem -> assertThat(problem.help()).doesNotContain("would pass"));
        }

        @Test
        void ofAScopeAllowsNoMoreThanItAndPasses() {
            Policy scope = policy(allow("sqs:SendMessage','iam:PassRole", "*"));

            Refusal refusal = FORBIDDEN.refuses(scope).orElseThrow();

            assertThat(refusal.code()).isEqualTo("scope-forbidden");
            Policy offered = parse(refusal.help().substring(refusal.help().indexOf('{')));
            assertThat(FORBIDDEN.refuses(offered)).isEmpty();
            assertThat(Containment.samePrincipal(scope).contains(offered).yes()).isTrue();
        }

        private Policy offer(String... statements) {
            String help = problems(statements).getLast().help();
            assertThat(help).contains("would pass: ");
            return parse(help.substring(help.indexOf("would pass: ") + 12));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"curfew", "arn:aws:sqs:us-east-1:123456789012:stack/a/b", "a:b:c:d:e:f"})
    void takesNoStackWithoutItsId(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> Forbidden.of(id, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Forbidden.of(SampleStack.ID, List.of("Catalogue")));
    }

    private static List<Problem> problems(String... statements) {
        return FORBIDDEN.problems(policy(statements));
    }

    private static List<String> messages(String... statements) {
        return problems(statements).stream().map(Problem::message).toList();
    }

    private static String scope(String... statements) {
        return FORBIDDEN.refuses(policy(statements)).orElseThrow().message();
    }

    private static String allow(String actions, String resource) {
        return "{'Effect':'Allow','Action':['" + actions + "'],'Resource':'" + resource + "'}";
    }

    private static String deny(String actions) {
        return "{'Effect':'Deny','Action':['" + actions + "'],'Resource':'*'}";
    }

    private static Policy policy(String... statements) {
        String text = "{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}";
        return parse(text.replace('\'', '"'));
    }

    private static Policy parse(String text) {
        return ((Parsed.Valid) Policy.parse(text)).policy();
    }
}
