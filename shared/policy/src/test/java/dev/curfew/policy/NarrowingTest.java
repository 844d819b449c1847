package dev.curfew.policy;

import static dev.curfew.policy.Policies.statements;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NarrowingTest {
    private static final int PAIRS = Integer.getInteger("curfew.pairs", 20_000) / 20;

    @Test
    void takesTheNarrowerOfEachAndTheConditionsOfBoth() {
        Policy one = statements("{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b/*'}");
        Policy other =
                statements(
                        "{'Effect':'Allow','Action':['s3:GetObject','sqs:*'],'Resource':'*',"
                                + "'Condition':{'Bool':{'aws:SecureTransport':'true'}}}");

        assertThat(Narrowing.intersect(one, other))
                .isEqualTo(
                        new Narrowing.Written(
                                statements(
                                        "{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*',"
                                                + "'Condition':{'Bool':{'aws:SecureTransport':'true'}}}")));
    }

    @Test
    void keepsTheDeniesOfBoth() {
        Policy one =
                statements(
                        "{'Effect':'Allow','Action':'s3:*','Resource':'*'}",
                        "{'Sid':'A','Effect':'Deny','Action':'s3:Delete*','Resource':'*'}");
        Policy other = statements("{'Effect':'Allow','Action':'s3:*','Resource':'*'}");

        assertThat(Narrowing.intersect(one, other))
                .isEqualTo(new Narrowing.Written(one.withoutSids()));
    }

    @Test
    void saysWhenNothingIsLeft() {
        Policy one = statements("{'Effect':'Allow','Action':'s3:*','Resource':'*'}");
        Policy other = statements("{'Effect':'Allow','Action':'sqs:*','Resource':'*'}");

        assertThat(Narrowing.intersect(one, other)).isEqualTo(new Narrowing.Nothing());
    }

    @Test
    void saysWhenThereIsNoPatternForIt() {
        Policy one = statements("{'Effect':'Allow','Action':'s3:Get*','Resource':'*'}");
        Policy other = statements("{'Effect':'Allow','Action':'s3:*Acl','Resource':'*'}");

        assertThat(Narrowing.intersect(one, other))
                .isEqualTo(
                        new Narrowing.NotWritable(
                                "no pattern matches just what both `s3:Get*` and `s3:*Acl` match"));
    }

    @Test
    void anIntersectionAllowsWhatBothAllowAndNothingElse() {
        int written = 0;
        for (long seed = 1; seed <= PAIRS; seed++) {
            var policies = new RandomPolicies(new SplittableRandom(seed));
            Policy one = policies.policy();
            Policy other = policies.near(one);
            if (Narrowing.intersect(one, other) instanceof Narrowing.Written(Policy both)) {
                written++;
                for (int i = 0; i < 40; i++) {
                    Request request = policies.request();

                    assertThat(allows(both, request))
                            .as("seed %d: %s and %s, %s", seed, one, other, request)
                            .isEqualTo(allows(one, request) && allows(other, request));
                }
            }
        }
        assertThat(written).isGreaterThan(PAIRS / 20);
    }

    @Test
    void aMinimizedPolicyMeansTheSameInFewerCharacters() {
        int shorter = 0;
        for (long seed = 1; seed <= PAIRS / 5; seed++) {
            var policies = new RandomPolicies(new SplittableRandom(seed));
            Policy policy = policies.policy();
            Policy least = Narrowing.minimize(policy);
            shorter += least.print().length() < policy.print().length() ? 1 : 0;
            assertThat(least.print()).hasSizeLessThanOrEqualTo(policy.print().length());
            for (int i = 0; i < 40; i++) {
                Request request = policies.request();

                assertThat(allows(least, request))
                        .as("seed %d: %s became %s, %s", seed, policy, least, request)
                        .isEqualTo(allows(policy, request));
            }
        }
        assertThat(shorter).isGreaterThan(PAIRS / 100);
    }

    @Test
    void minimizingMergesAndDropsWhatIsCovered() {
        Policy policy =
                statements(
                        "{'Sid':'A','Effect':'Allow','Action':['s3:GetObject','s3:Get*'],'Resource':'arn:aws:s3:::b/*'}",
                        "{'Sid':'B','Effect':'Allow','Action':'s3:PutObject','Resource':'arn:aws:s3:::b/*'}",
                        "{'Sid':'C','Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/a/*'}");

        assertThat(Narrowing.minimize(policy))
                .isEqualTo(
                        statements(
                                "{'Effect':'Allow','Action':['s3:Get*','s3:PutObject'],'Resource':'arn:aws:s3:::b/*'}"));
    }

    private static boolean allows(Policy policy, Request request) {
        return new Evaluator(PolicySet.of(policy)).decide(request) instanceof Decision.Allowed;
    }
}
