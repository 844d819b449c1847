package dev.curfew.core.task;

import dev.curfew.policy.Containment;
import dev.curfew.policy.Policy;
import dev.curfew.policy.Resources;
import dev.curfew.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of request that no task gets.
 *
 * @param why completes "…, which no task can give: it …"
 * @param help what to do about it
 * @param telling actions that a reader knows, to show a refusal with
 * @param closed the actions it closes on every resource
 * @param open those of them that stay open
 * @param own the resources it closes to the actions of their service
 */
record Family(
        String why,
        String help,
        List<String> telling,
        List<String> closed,
        List<String> open,
        @Nullable OwnResources own) {

    private static final String LEAVE_OUT = "name the actions that the work needs, without these";

    /** IAM's reads; what it makes otherwise, today or tomorrow, is closed. */
    private static final List<String> READS_OF_IAM =
            List.of(
                    "iam:GenerateCredentialReport",
                    "iam:GenerateOrganizationsAccessReport",
                    "iam:GenerateServiceLastAccessedDetails",
                    "iam:Get*",
                    "iam:List*",
                    "iam:Simulate*");

    static final Family IDENTITIES =
            new Family(
                    "makes or changes identities, or hands on their powers",
                    LEAVE_OUT,
                    List.of("iam:CreateUser", "iam:PassRole", "iam:PutRolePolicy"),
                    List.of(
                            "account:*",
                            "iam:*",
                            "identitystore:*",
                            "organizations:*",
                            "rolesanywhere:*",
                            "sso-directory:*",
                            "sso:*"),
                    READS_OF_IAM,
                    null);

    static final Family CREDENTIALS =
            new Family(
                    "makes a credential that outlives the lease",
                    LEAVE_OUT,
                    List.of("sts:AssumeRole", "sts:GetSessionToken"),
                    List.of(
                            "codeartifact:GetAuthorizationToken",
                            "cognito-identity:GetCredentialsForIdentity",
                            "ecr-public:GetAuthorizationToken",
                            "ecr:GetAuthorizationToken",
                            "redshift-serverless:GetCredentials",
                            "redshift:GetClusterCredentials*",
                            "sts:*"),
                    List.of("sts:DecodeAuthorizationMessage", "sts:GetCallerIdentity"),
                    null);

    static final Family AUDIT_LOG =
            new Family(
                    "stops or changes the audit log",
                    LEAVE_OUT,
                    List.of("cloudtrail:StopLogging", "cloudtrail:DeleteTrail"),
                    List.of(
                            "cloudtrail:Delete*",
                            "cloudtrail:Put*",
                            "cloudtrail:Remove*",
                            "cloudtrail:Stop*",
                            "cloudtrail:Update*"),
                    List.of(),
                    null);

    static Family curfewItself(OwnResources own) {
        return new Family(
                "reaches what Curfew itself is made of",
                "name the resources that the work needs, or deny these",
                List.of(
                        "dynamodb:PutItem",
                        "dynamodb:GetItem",
                        "sqs:SendMessage",
                        "sqs:ReceiveMessage",
                        "lambda:UpdateFunctionCode",
                        "lambda:InvokeFunction",
                        "events:PutEvents",
                        "events:DisableRule",
                        "scheduler:DeleteSchedule",
                        "cloudformation:UpdateStack",
                        "logs:DeleteLogGroup",
                        "s3:PutObject",
                        "s3:GetObject"),
                List.of(),
                List.of(),
                own);
    }

    /** Decides whether a policy stays clear of these families; made once, asked often. */
    static Containment clearOf(List<Family> families) {
        return Containment.samePrincipal(rest(families));
    }

    /** The policy that allows all that these families leave. It has no Deny, to be asked fast. */
    static Policy rest(List<Family> families) {
        List<String> closed = new ArrayList<>();
        List<String> open = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();
        for (Family family : families) {
            closed.addAll(family.closed);
            open.addAll(family.open);
            if (family.own != null) {
                open.addAll(family.own.looking());
                statements.add(
                        Patterns.allow(
                                List.of("lambda:InvokeFunction"),
                                new Resources(false, family.own.doors())));
                family.own
                        .byService()
                        .forEach((service, arns) -> {
                            if (closed.stream().anyMatch(each -> each.startsWith(service + ":"))) {
                                throw new IllegalArgumentException(
                                        "opening the rest of `"
                                                + service
                                                + "` would undo a closing");
                            }
                            closed.add(service + ":*");
                            statements.add(
                                    Patterns.allow(
                                            List.of(service + ":*"), new Resources(true, arns)));
                        });
            }
        }
        statements.addFirst(Patterns.allowAllBut(closed));
        if (!open.isEmpty()) {
            statements.add(Patterns.allow(open, Patterns.EVERYWHERE));
        }
        return Patterns.policy(statements);
    }
}
