package dev.curfew.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Properties over seeded random policies; {@code -Dcurfew.pairs} sets how many, and each failure
 * names its seed.
 */
class ContainmentPropertiesTest {
    private static final int PAIRS = Integer.getInteger("curfew.pairs", 20_000);
    private static final long FIRST = Long.getLong("curfew.seed", 1L);
    private static final int SAMPLES = 40;

    @Test
    void aYesIsNeverContradictedByARequestAndANoAlwaysHasAWitnessThatHolds() {
        int yes = 0;
        int no = 0;
        int unknown = 0;
        for (long seed = FIRST; seed < FIRST + PAIRS; seed++) {
            var policies = new RandomPolicies(new SplittableRandom(seed));
            Policy parent = policies.policy();
            Policy child = seed % 3 == 0 ? policies.policy() : policies.near(parent);
            boolean same = seed % 4 != 0;
            String about = "seed " + seed + ": parent " + parent + ", child " + child;
            boolean known = seed % 8 == 0;
            Context ofParent = known ? session(policies.request()) : Context.EMPTY;
            Context ofChild = known ? session(policies.request()) : Context.EMPTY;
            Containment containment =
                    same
                            ? Containment.samePrincipal(parent)
                            : Containment.ofSession(parent, ofParent);
            switch (containment.contains(child, ofChild)) {
                case Answer.Contained() -> {
                    yes++;
                    refute(parent, child, same, ofParent, ofChild, policies, about);
                }
                case Answer.NotContained(Witness witness, Reading reading) -> {
                    no++;
                    assertThat(allows(child, witness.asChild(), reading)).as(about).isTrue();
                    assertThat(allows(parent, witness.asParent(), reading)).as(about).isFalse();
                }
                case Answer.Unknown _ -> unknown++;
            }
        }

        System.out.printf(
                "containment properties: %d pairs, %d yes, %d no, %d unknown%n",
                PAIRS, yes, no, unknown);
        assertThat(yes).isGreaterThan(PAIRS / 10);
        assertThat(no).isGreaterThan(PAIRS / 10);
        assertThat(unknown).isLessThan(PAIRS / 10);
    }

    private static void refute(
            Policy parent,
            Policy child,
            boolean same,
            Context ofParent,
            Context ofChild,
            RandomPolicies policies,
            String about) {
        var readings = Readings.of(parent).and(Readings.of(child)).all(true);
        for (int i = 0; i < SAMPLES; i++) {
            Reading reading = readings.get(i % readings.size());
            Request asChild = with(ofChild, policies.request());
            Request asParent =
                    same ? asChild : with(ofParent, withSessionOf(policies.request(), asChild));
            if (allows(child, asChild, reading)) {
                assertThat(allows(parent, asParent, reading))
                        .as("%s, %s, %s", about, asChild, reading)
                        .isTrue();
            }
        }
    }

    private static Context session(Request request) {
        var values = new HashMap<>(request.context().values());
        values.keySet().removeIf(key -> !KnownKeys.ofSession(key));
        return new Context(values);
    }

    private static Request with(Context known, Request request) {
        return new Request(request.action(), request.resource(), request.context().with(known));
    }

    /** The same request as another session makes it. */
    private static Request withSessionOf(Request session, Request request) {
        var values = new HashMap<>(request.context().values());
        values.keySet().removeIf(KnownKeys::ofSession);
        session.context()
                .values()
                .forEach((key, all) -> {
                    if (KnownKeys.ofSession(key)) {
                        values.put(key, all);
                    }
                });
        return new Request(request.action(), request.resource(), new Context(values));
    }

    private static boolean allows(Policy policy, Request request, Reading reading) {
        return new Evaluator(PolicySet.of(policy), reading).decide(request)
                instanceof Decision.Allowed;
    }

    @Test
    void everyPolicyContainsItself() {
        for (long seed = FIRST; seed < FIRST + PAIRS / 4; seed++) {
            Policy policy = new RandomPolicies(new SplittableRandom(seed)).policy();

            assertThat(Containment.samePrincipal(policy).contains(policy))
                    .as("seed %d: %s", seed, policy)
                    .isEqualTo(new Answer.Contained());
        }
    }

    @Test
    void aDenyAddedToTheChildNeverBreaksContainment() {
        for (long seed = FIRST; seed < FIRST + PAIRS / 4; seed++) {
            var policies = new RandomPolicies(new SplittableRandom(seed));
            Policy parent = policies.policy();
            Policy child = policies.near(parent);
            Containment containment = Containment.samePrincipal(parent);
            if (containment.contains(child).yes()) {
                Policy narrower = child.plus(policies.denial());

                assertThat(containment.contains(narrower))
                        .as("seed %d: parent %s, child %s", seed, parent, narrower)
                        .isNotInstanceOf(Answer.NotContained.class);
            }
        }
    }

    @Test
    void containmentIsTransitive() {
        int chains = 0;
        for (long seed = FIRST; seed < FIRST + PAIRS / 4; seed++) {
            var policies = new RandomPolicies(new SplittableRandom(seed));
            List<Policy> chain = new ArrayList<>(List.of(policies.policy()));
            chain.add(policies.near(chain.get(0)));
            chain.add(policies.near(chain.get(1)));
            Containment widest = Containment.samePrincipal(chain.get(0));
            if (widest.contains(chain.get(1)).yes()
                    && Containment.samePrincipal(chain.get(1)).contains(chain.get(2)).yes()) {
                chains++;

                assertThat(widest.contains(chain.get(2)))
                        .as("seed %d: %s", seed, chain)
                        .isNotInstanceOf(Answer.NotContained.class);
            }
        }
        assertThat(chains).isGreaterThan(PAIRS / 100);
    }

    @Test
    void everyPolicyReadsBackAsItself() {
        for (long seed = FIRST; seed < FIRST + PAIRS / 4; seed++) {
            Policy policy = new RandomPolicies(new SplittableRandom(seed)).policy();

            assertThat(Policies.policy(policy.print())).as("seed %d", seed).isEqualTo(policy);
        }
    }
}
