package dev.curfew.policy;

import static dev.curfew.policy.Policies.statements;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Policy POLICY =
            statements(
                    "{'Sid':'Read','Effect':'Allow','Action':'s3:Get*','Resource':'arn:aws:s3:::b/*'}",
                    "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'StringEquals':{'aws:RequestedRegion':'eu-west-1'}}}",
                    "{'Sid':'Keep','Effect':'Deny','Action':'s3:Delete*','Resource':'*'}");

    @Test
    void namesTheStatementThatAllows() {
        assertThat(explain("s3:GetObject", "arn:aws:s3:::b/k"))
                .containsExactly("allowed by statement 1 (`Read`) of the identity policy");
    }

    @Test
    void namesTheStatementThatDenies() {
        assertThat(explain("s3:DeleteObject", "arn:aws:s3:::b/k"))
                .containsExactly(
                        "denied by statement 3 (`Keep`) of the identity policy, and a Deny wins over every Allow");
    }

    @Test
    void saysWhyNoStatementApplies() {
        assertThat(explain("s3:PutObject", "arn:aws:s3:::b/k"))
                .containsExactly(
                        "denied because nothing in the identity policies allows it",
                        "statement 1 (`Read`) does not apply: it does not speak of the action `s3:PutObject`",
                        "statement 2 does not apply: `StringEquals` of `aws:RequestedRegion` does not hold: the request carries `us-east-1`");
    }

    @Test
    void namesThePolicyWhoseAllowIsMissing() {
        Policy session =
                statements(
                        "{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::c/*'}");
        var set = new PolicySet(List.of(POLICY), List.of(session), List.of());

        assertThat(
                        Explanation.of(
                                        set,
                                        new Request(
                                                "s3:GetObject", "arn:aws:s3:::b/k", Context.EMPTY))
                                .lines())
                .containsExactly(
                        "denied because nothing in the session policies allows it",
                        "statement 1 does not apply: it does not speak of the resource `arn:aws:s3:::b/k`");
    }

    private static List<String> explain(String action, String resource) {
        var context = new Context(Map.of("aws:RequestedRegion", List.of("us-east-1")));
        return Explanation.of(PolicySet.of(POLICY), new Request(action, resource, context)).lines();
    }
}
