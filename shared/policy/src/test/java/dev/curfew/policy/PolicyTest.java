package dev.curfew.policy;

import static dev.curfew.policy.Policies.policy;
import static dev.curfew.policy.Policies.statements;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    @Test
    void printsTheShortestForm() {
        Policy policy =
                policy(
                        """
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Sid": "", "Resource": ["*"],
                         "Action": ["s3:PutObject", "s3:GetObject", "s3:PutObject"],
                         "Condition": {"StringLike": {"s3:prefix": ["b*", "a"]}, "Bool": {"aws:SecureTransport": true}}}]}
                        """);

        assertThat(policy.print())
                .isEqualTo(
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                + "\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],\"Resource\":\"*\",\"Condition\":{"
                                + "\"Bool\":{\"aws:SecureTransport\":\"true\"},\"StringLike\":{\"s3:prefix\":[\"a\",\"b*\"]}}}}");
    }

    @Test
    void leavesTheOlderVersionOut() {
        Policy policy =
                policy(
                        "{\"Version\":\"2008-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}");

        assertThat(policy.print())
                .isEqualTo(
                        "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::b/${aws:username}\"}}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"NotAction\":\"iam:*\",\"NotResource\":\"arn:aws:s3:::b/${aws:username, 'x y'}/${*}${?}${$}{*\"}}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"A1\",\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/Cost Center\":[\"*\",\"${$}{a}\",\"\\u4e2d\\\"\\\\\"]}}}}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"ForAllValues:StringLikeIfExists\":{\"aws:TagKeys\":\"${*}*\"},\"NumericLessThan\":{\"s3:max-keys\":10.5}}}}",
            })
    void readsBackWhatItPrints(String json) {
        Policy policy = policy(json);

        assertThat(policy(policy.print())).isEqualTo(policy);
        assertThat(policy(policy.print()).print()).isEqualTo(policy.print());
    }

    @Test
    void printsPoliciesThatDifferInOrderAlike() {
        Policy one =
                statements(
                        "{'Effect':'Allow','Action':['s3:b','s3:a'],'Resource':'*',"
                                + "'Condition':{'Null':{'aws:b':'true','aws:a':'false'},'Bool':{'aws:c':'true'}}}");
        Policy other =
                statements(
                        "{'Condition':{'Bool':{'aws:c':'TRUE'},'Null':{'aws:a':false,'aws:b':true}},"
                                + "'Resource':['*'],'Action':['s3:a','s3:b'],'Effect':'Allow'}");

        assertThat(one).isEqualTo(other);
        assertThat(one.print()).isEqualTo(other.print());
    }

    @Test
    void plusKeepsTheMeaningOfTheOlderVersion() {
        Policy older =
                policy(
                        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b/${aws:username}\"}}");
        Policy newer =
                statements(
                        "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b/${aws:username}'}");

        Policy both = older.plus(newer);

        assertThat(both.version()).isEqualTo(Version.V2012);
        assertThat(both.print()).contains("b/${$}{aws:username}", "b/${aws:username}");
        assertThat(policy(both.print())).isEqualTo(both);
    }

    @Test
    void plusLeavesOutASidThatIsTaken() {
        Policy one = statements("{'Sid':'A','Effect':'Allow','Action':'s3:*','Resource':'*'}");
        Policy other = statements("{'Sid':'A','Effect':'Deny','Action':'s3:*','Resource':'*'}");

        Policy both = one.plus(other);

        assertThat(both.statements()).extracting(Statement::sid).containsExactly("A", null);
        assertThat(policy(both.print())).isEqualTo(both);
    }

    @Test
    void refusesVariablesInTheOlderVersion() {
        List<Statement> newer =
                statements(
                                "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::${aws:username}'}")
                        .statements();

        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> new Policy(Version.V2008, newer));
    }
}
