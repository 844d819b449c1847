package dev.curfew.policy;

import static dev.curfew.policy.Policies.statements;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrialsTest {
    private static final int PAIRS = Integer.getInteger("curfew.pairs", 20_000) / 4;

    @Test
    void anActionTooManyIsTried() {
        Witness witness =
                tried(
                        statements(
                                "{'Effect':'Allow','Action':['sqs:Send*','sqs:Receive*'],'Resource':'arn:aws:sqs:*:1:q'}"),
                        statements(
                                "{'Effect':'Allow','Action':['sqs:SendMessage','sqs:DeleteQueue'],'Resource':'arn:aws:sqs:us-east-1:1:q'}"));

        assertThat(witness)
                .isEqualTo(
                        new Witness(
                                "sqs:DeleteQueue",
                                "arn:aws:sqs:us-east-1:1:q",
                                Context.EMPTY,
                                Context.EMPTY,
                                Context.EMPTY));
    }

    @Test
    void eachResourceIsTried() {
        Witness witness =
                tried(
                        statements(
                                "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::a/*'}"),
                        statements(
                                "{'Effect':'Allow','Action':'s3:GetObject','Resource':['arn:aws:s3:::a/*','arn:aws:s3:::b/*/c']}"));

        assertThat(witness.resource()).isEqualTo("arn:aws:s3:::b/x/c");
    }

    @Test
    void theChildsConditionsAreMet() {
        Witness witness =
                tried(
                        statements(
                                "{'Effect':'Allow','Action':'s3:Get*','Resource':'*','Condition':{"
                                        + "'StringEquals':{'aws:RequestedRegion':'eu-west-1'}}}"),
                        statements(
                                "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*','Condition':{"
                                        + "'StringLike':{'aws:RequestedRegion':'us-*'},"
                                        + "'NumericGreaterThan':{'s3:max-keys':'10'},"
                                        + "'DateLessThan':{'aws:CurrentTime':'2026-01-01T00:00:00Z'},"
                                        + "'IpAddress':{'aws:SourceIp':'203.0.113.0/24'},"
                                        + "'Bool':{'aws:SecureTransport':'true'}}}"));

        assertThat(witness.context().get("aws:RequestedRegion")).containsExactly("us-x");
        assertThat(witness.context().get("aws:SourceIp")).containsExactly("203.0.113.0");
    }

    @Test
    void aValueThatOnlyTheChildNamesIsTried() {
        Witness witness =
                tried(
                        statements(
                                "{'Effect':'Allow','Action':'s3:Get*','Resource':'*','Condition':{"
                                        + "'StringEquals':{'aws:RequestedRegion':'eu-west-1'}}}"),
                        statements(
                                "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*','Condition':{"
                                        + "'StringEquals':{'aws:RequestedRegion':['eu-west-1','us-east-1']}}}"));

        assertThat(witness.context().get("aws:RequestedRegion")).containsExactly("us-east-1");
    }

    @Test
    void aDenyThatTheChildHasTooIsGoneAround() {
        String deny =
                "{'Effect':'Deny','Action':'s3:Put*','Resource':'*','Condition':{'NotIpAddress':{"
                        + "'aws:SourceIp':'203.0.113.0/24'}}}";

        Witness witness =
                tried(
                        statements(
                                "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::a/*'}",
                                deny),
                        statements(
                                "{'Effect':'Allow','Action':'s3:PutObject','Resource':'arn:aws:s3:::b/*'}",
                                deny));

        assertThat(witness.context().get("aws:SourceIp")).containsExactly("203.0.113.0");
    }

    @Test
    void whatOnlyTheParentDeniesIsTried() {
        Witness witness =
                tried(
                        statements(
                                "{'Effect':'Allow','Action':'*','Resource':'*'}",
                                "{'Effect':'Deny','Action':'iam:Create*','Resource':'arn:aws:iam::1:user/*','Condition':{"
                                        + "'StringLike':{'aws:UserAgent':'curl*'}}}"),
                        statements("{'Effect':'Allow','Action':'*','Resource':'*'}"));

        assertThat(witness)
                .isEqualTo(
                        new Witness(
                                "iam:Createx",
                                "arn:aws:iam::1:user/x",
                                new Context(Map.of("aws:UserAgent", List.of("curlx"))),
                                Context.EMPTY,
                                Context.EMPTY));
    }

    /** The evaluator and the exact search are two ways to the same answer. */
    @Test
    void nothingIsFoundWhereTheSearchSaysContained() {
        int found = 0;
        int no = 0;
        for (long seed = 1; seed <= PAIRS; seed++) {
            var policies = new RandomPolicies(new SplittableRandom(seed));
            Policy parent = policies.policy();
            Policy child = policies.near(parent);
            Question question = question(parent, child, seed % 2 == 0);
            Witness witness = witness(question);
            Answer answer = searched(question);
            no += answer instanceof Answer.NotContained ? 1 : 0;
            if (witness != null) {
                found++;
                assertThat(answer.yes())
                        .as("seed %d: parent %s, child %s, %s", seed, parent, child, witness)
                        .isFalse();
            }
        }
        System.out.printf("trials: %d of %d escapes found by trying%n", found, no);
        assertThat(found).isGreaterThan(no / 2);
    }

    private static Answer searched(Question question) {
        try {
            return question.search(new Budget(Containment.WORK));
        } catch (Budget.Spent e) {
            return new Answer.Unknown("spent");
        }
    }

    private static Witness tried(Policy parent, Policy child) {
        return Objects.requireNonNull(witness(question(parent, child, false)));
    }

    private static @Nullable Witness witness(Question question) {
        Answer.NotContained no = new Trials(question, new Budget(Containment.WORK)).witness();
        return no == null ? null : no.witness();
    }

    private static Question question(Policy parent, Policy child, boolean apart) {
        var prepared = new Prepared(child);
        return new Question(
                new Prepared(parent),
                prepared,
                prepared.statements().stream()
                        .filter(each -> each.source().effect() == Effect.ALLOW)
                        .toList(),
                new Side("parent", apart, Context.EMPTY, Map.of()),
                new Side("child", apart, Context.EMPTY, Map.of()));
    }
}
