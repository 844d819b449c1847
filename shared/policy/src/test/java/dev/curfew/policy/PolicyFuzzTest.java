package dev.curfew.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;

/**
 * Runs its saved inputs as ordinary tests, and searches for new ones with {@code JAZZER_FUZZ=1}.
 */
class PolicyFuzzTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);

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

            Answer answer = Containment.samePrincipal(parent).contains(child);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
            assertThat(Containment.samePrincipal(parent).contains(child)).isEqualTo(answer);
            assertThat(Containment.samePrincipal(child).contains(child))
                    .isNotInstanceOf(Answer.NotContained.class);
        }
    }
}
