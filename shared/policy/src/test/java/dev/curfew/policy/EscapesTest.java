package dev.curfew.policy;

import static dev.curfew.policy.Policies.statements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EscapesTest {
    private static final Policy FORBIDDEN =
            statements(
                    "{'Effect':'Allow','Action':['iam:Put*','iam:PassRole','sts:AssumeRole'],'Resource':'*'}",
                    "{'Effect':'Allow','Action':'dynamodb:*','Resource':'arn:aws:dynamodb:*:*:table/curfew-*'}");

    @Test
    void findsAForbiddenActionBehindAWildcard() {
        Policy policy = statements("{'Effect':'Allow','Action':['s3:*','iam:P*'],'Resource':'*'}");

        assertThat(Escapes.reaches(policy, FORBIDDEN))
                .isInstanceOfSatisfying(
                        Escapes.Reached.class,
                        reached -> {
                            assertThat(reached.witness().action()).startsWith("iam:P");
                        });
    }

    @Test
    void findsAForbiddenResourceBehindAWildcard() {
        Policy policy =
                statements(
                        "{'Effect':'Allow','Action':'dynamodb:GetItem','Resource':'arn:aws:dynamodb:us-east-1:1:table/c*'}");

        assertThat(Escapes.reaches(policy, FORBIDDEN)).isInstanceOf(Escapes.Reached.class);
    }

    @Test
    void isSatisfiedByADenyOfAllThatIsForbidden() {
        Policy policy =
                statements(
                        "{'Effect':'Allow','Action':'*','Resource':'*'}",
                        "{'Effect':'Deny','Action':['iam:*','sts:*','dynamodb:*'],'Resource':'*'}");

        assertThat(Escapes.reaches(policy, FORBIDDEN)).isEqualTo(new Escapes.None());
    }

    @Test
    void isSatisfiedByPoliciesThatSpeakOfOtherThings() {
        Policy policy =
                statements(
                        "{'Effect':'Allow','Action':['s3:*','dynamodb:GetItem'],'Resource':"
                                + "['arn:aws:s3:::b/*','arn:aws:dynamodb:us-east-1:111122223333:table/orders']}");

        assertThat(Escapes.reaches(policy, FORBIDDEN)).isEqualTo(new Escapes.None());
    }

    @Test
    void refusesAListWithExceptions() {
        Policy forbidden = statements("{'Effect':'Deny','Action':'*','Resource':'*'}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Escapes.reaches(FORBIDDEN, forbidden));
    }
}
