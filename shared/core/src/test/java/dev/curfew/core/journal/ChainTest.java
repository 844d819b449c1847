package dev.curfew.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChainTest {

    private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");

    private final Entry first =
            Chain.EMPTY.next("AIDA1", T, "created", "arn:aws:iam::1:root", Map.of("name", "ci"));
    private final Entry second =
            Chain.EMPTY.with(first).next("AIDA1", T, "deleted", "arn:aws:iam::1:root", Map.of());

    @Test
    void eachEntryNamesTheOneBeforeIt() {
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.previous()).isEmpty();
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.previous()).isEqualTo(first.hash());
        assertThat(Chain.EMPTY.with(first).with(second)).isEqualTo(new Chain(2, second.hash()));
    }

    /** Whoever changes this makes every journal there is look changed. */
    @Test
    void theHashStaysWhatItWasInJournalsThatExist() {
        assertThat(first.hash())
                .isEqualTo("a7fd4a590c2b76e63d996ffd9eec797937e7f48591187b497a528265a34c4adf");
    }

    @Test
    void fieldsDoNotRunIntoEachOther() {
        Entry one = Chain.EMPTY.next("AIDA1", T, "a\",\"b", "c", Map.of());
        Entry other = Chain.EMPTY.next("AIDA1", T, "a", "b\",\"c", Map.of());

        assertThat(one.hash()).isNotEqualTo(other.hash());
    }
}
