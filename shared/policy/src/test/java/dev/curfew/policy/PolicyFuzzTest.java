package dev.curfew.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Runs its saved inputs as ordinary tests, and searches for new ones with {@code JAZZER_FUZZ=1}.
 */
class PolicyFuzzTest {
    private static final boolean SEARCHING = System.getenv("JAZZER_FUZZ") != null;

    /** While searching, all code counts what it runs through, and takes many times as long. */
    private static final Duration LONGEST = Duration.ofSeconds(SEARCHING ? 60 : 10);

    private static final long WORK = SEARCHING ? Containment.WORK / 50 : Containment.WORK;
    private static final int SAMPLES = 20;

    @FuzzTest(maxDuration = "12m")
    void readsAnyTextWithoutFailing(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();

        switch (Policy.parse(text)) {
            case Parsed.Valid(Policy policy) ->
                    assertThat(Policies.policy(policy.print())).isEqualTo(policy);
            case Parsed.Invalid invalid -> assertThat(invalid.problems()).isNotEmpty();
        }
    }

    /** Two policies with a line feed between them. */
    @FuzzTest(maxDuration = "12m")
    void decidesAnyPairInBoundedTime(FuzzedDataProvider data) {
        String[] texts = data.consumeRemainingAsString().split("\n", 2);
        if (texts.length == 2
                && Policy.parse(texts[0]) instanceof Parsed.Valid(Policy parent)
                && Policy.parse(texts[1]) instanceof Parsed.Valid(Policy child)) {
            long start = System.nanoTime();

            Answer answer = answer(parent, child);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
            assertThat(answer(parent, child)).isEqualTo(answer);
            assertThat(answer(child, child)).isNotInstanceOf(Answer.NotContained.class);
        }
    }

    /** Small policies over few names, their parts chosen by the bytes. */
    @FuzzTest(maxDuration = "12m")
    void noSampledRequestContradictsAnAnswer(FuzzedDataProvider data) {
        var policies = new RandomPolicies(new Choices(data));
        Policy parent = policies.policy();
        Policy child = data.consumeBoolean() ? policies.policy() : policies.near(parent);
        switch (answer(parent, child)) {
            case Answer.Contained() -> {
                var readings = Readings.of(parent).and(Readings.of(child)).all(true);
                for (int i = 0; i < SAMPLES; i++) {
                    Reading reading = readings.get(data.consumeInt(0, readings.size() - 1));
                    Request request = policies.request();
                    assertThat(allows(child, request, reading) && !allows(parent, request, reading))
                            .as("%s, %s, %s, %s", parent, child, request, reading)
                            .isFalse();
                }
            }
            case Answer.NotContained(Witness witness, Reading reading) -> {
                assertThat(allows(child, witness.asChild(), reading)).isTrue();
                assertThat(allows(parent, witness.asParent(), reading)).isFalse();
            }
            case Answer.Unknown _ -> {}
        }
    }

    private static Answer answer(Policy parent, Policy child) {
        return Containment.samePrincipal(parent).contains(child, Context.EMPTY, new Budget(WORK));
    }

    private static boolean allows(Policy policy, Request request, Reading reading) {
        return new Evaluator(PolicySet.of(policy), reading).decide(request)
                instanceof Decision.Allowed;
    }

    /** Lets the search choose where a seed would. */
    private record Choices(FuzzedDataProvider data) implements RandomGenerator {
        @Override
        public long nextLong() {
            return data.consumeLong();
        }

        @Override
        public int nextInt(int bound) {
            return data.consumeInt(0, bound - 1);
        }
    }
}
