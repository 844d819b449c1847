package dev.curfew.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowersTest {

    @Test
    void whoMayDoEverythingIsAdmin() {
        assertThat(allow("'*'", "'*'")).isEqualTo(powers(true, "*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iam:*",
                "IAM:Put*",
                "iam:PutUserPolicy",
                "iam:PutRolePolicy",
                "iam:AttachUserPolicy",
                "iam:AttachRolePolicy",
                "iam:AttachGroupPolicy",
                "iam:PutGroupPolicy",
                "iam:AddUserToGroup",
                "iam:CreatePolicyVersion",
                "iam:SetDefaultPolicyVersion",
                "iam:CreateAccessKey",
                "iam:CreateLoginProfile",
                "iam:UpdateLoginProfile",
                "iam:UpdateAssumeRolePolicy"
            })
    void whoMayGiveRightsToAnyoneIsAdmin(String action) {
        assertThat(allow("'" + action + "'", "'*'").admin()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::*:role/*",
                "arn:aws:iam::123456789012:*",
                "arn:aws:iam::123456789012:role/*",
                "arn:aws-cn:iam::123456789012:role/*"
            })
    void anyRoleIsAnyRoleHoweverItIsWritten(String resource) {
        assertThat(allow("'iam:PutRolePolicy'", "'" + resource + "'").admin()).isTrue();
    }

    @Test
    void whoMayWriteItsOwnPolicyIsAdmin() {
        assertThat(allow("'iam:PutUserPolicy'", "'arn:aws:iam::*:user/${aws:username}'").admin())
                .isTrue();
    }

    @Test
    void whoMayGiveRightsToSomeOnlyIsNot() {
        assertThat(allow("'iam:PutRolePolicy'", "'arn:aws:iam::123456789012:role/curfew/*'"))
                .isEqualTo(Powers.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iam:Get*", "iam:CreateUser", "iam:PassRole", "s3:*"})
    void otherActionsMakeNoAdmin(String action) {
        assertThat(allow("'" + action + "'", "'*'").admin()).isFalse();
    }

    @Test
    void everythingButIdentitiesIsNotAdminAndWritesEverywhere() {
        assertThat(of("{'Effect':'Allow','NotAction':['iam:*','organizations:*'],'Resource':'*'}"))
                .isEqualTo(powers(false, "*"));
    }

    @Test
    void everythingButOneServiceIsAdmin() {
        assertThat(of("{'Effect':'Allow','NotAction':'s3:*','Resource':'*'}"))
                .isEqualTo(powers(true, "*"));
    }

    @Test
    void whatIsDeniedIsNotGiven() {
        assertThat(
                        of(
                                "{'Effect':'Allow','Action':'*','Resource':'*'}",
                                "{'Effect':'Deny','Action':'iam:*','Resource':'*'}"))
                .isEqualTo(powers(false, "*"));
        assertThat(
                        of(
                                "{'Effect':'Allow','Action':['s3:*','sqs:*'],'Resource':'*'}",
                                "{'Effect':'Deny','NotAction':'sqs:*','Resource':'*'}"))
                .isEqualTo(powers(false, "sqs"));
    }

    @Test
    void aDenyInAnotherPolicyOfTheSamePrincipalCounts() {
        assertThat(
                        Powers.of(
                                List.of(
                                        policy("{'Effect':'Allow','Action':'*','Resource':'*'}"),
                                        policy("{'Effect':'Deny','Action':'*','Resource':'*'}"))))
                .isEqualTo(Powers.NONE);
    }

    @Test
    void aDenyOfSomeLeavesTheRest() {
        assertThat(
                        of(
                                "{'Effect':'Allow','Action':'s3:*','Resource':'*'}",
                                "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::audit/*'}",
                                "{'Effect':'Deny','Action':'s3:DeleteBucket','Resource':'*'}"))
                .isEqualTo(powers(false, "s3"));
    }

    @Test
    void conditionsAreTakenAtWorst() {
        String now = ",'Condition':{'Bool':{'aws:MultiFactorAuthPresent':'false'}}}";

        assertThat(of("{'Effect':'Allow','Action':'*','Resource':'*'" + now).admin()).isTrue();
        assertThat(
                        of(
                                        "{'Effect':'Allow','Action':'*','Resource':'*'}",
                                        "{'Effect':'Deny','Action':'*','Resource':'*'" + now)
                                .admin())
                .isTrue();
    }

    @Test
    void wildcardsOverWritesAreTold() {
        assertThat(
                        allow(
                                "['s3:Put*','ec2:Describe*','sqs:*Message','dynamodb:PutItem','kms:Get*','sns:?ublish','logs:*']",
                                "'*'"))
                .isEqualTo(powers(false, "logs", "s3", "sns", "sqs"));
    }

    @Test
    void allThatAServiceHasIsEverything() {
        assertThat(allow("'s3:*'", "'arn:aws:s3:::*'")).isEqualTo(powers(false, "s3"));
        assertThat(allow("'sqs:*'", "'arn:aws:sqs:eu-west-1:123456789012:*'"))
                .isEqualTo(powers(false, "sqs"));
        assertThat(allow("'s3:*'", "['arn:aws:s3:::mine','arn:aws:s3:::mine/*']"))
                .isEqualTo(Powers.NONE);
    }

    @Test
    void everythingButSomeResourcesIsEverything() {
        assertThat(of("{'Effect':'Allow','Action':'s3:*','NotResource':'arn:aws:s3:::audit/*'}"))
                .isEqualTo(powers(false, "s3"));
    }

    @Test
    void whatCannotBeReadGivesEverything() {
        assertThat(Powers.of(List.of("no JSON"))).isEqualTo(powers(true, "*"));
        assertThat(of("{'Effect':'Allow','Action':'not an action','Resource':'*'}"))
                .isEqualTo(powers(true, "*"));
        assertThat(of("{'Effect':'Deny','Action':'not an action','Resource':'*'}"))
                .isEqualTo(Powers.NONE);
    }

    @Test
    void aStatementWhoseResourceCannotBeReadIsAboutEveryResource() {
        assertThat(allow("'s3:*'", "'not an ARN'")).isEqualTo(powers(false, "s3"));
    }

    @Test
    void aSingleStatementNeedsNoList() {
        assertThat(
                        Powers.of(
                                List.of(
                                        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}")))
                .isEqualTo(powers(true, "*"));
    }

    @Test
    void noPolicyGivesNothing() {
        assertThat(Powers.of(List.of())).isEqualTo(Powers.NONE);
    }

    private static Powers allow(String actions, String resources) {
        return of("{'Effect':'Allow','Action':" + actions + ",'Resource':" + resources + "}");
    }

    private static Powers of(String... statements) {
        return Powers.of(List.of(policy(statements)));
    }

    private static String policy(String... statements) {
        return ("{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}")
                .replace('\'', '"');
    }

    private static Powers powers(boolean admin, String... wildcardWrites) {
        return new Powers(admin, new TreeSet<>(List.of(wildcardWrites)));
    }
}
