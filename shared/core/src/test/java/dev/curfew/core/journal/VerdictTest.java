package dev.curfew.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.journal.Flaw.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each way to tamper with a journal, and what it is called. */
class VerdictTest {

    private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW = T.plusSeconds(3600);
    private static final Instant SEALED = T.plusSeconds(1800);
    private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
    private static final String LEASE = "4k2j8s0d9f1a";

    private final InMemoryJournals journals = new InMemoryJournals();

    @BeforeEach
    void fourThingsHappen() {
        for (String subject : new String[] {KEY, LEASE, "AIDA1"}) {
            journals.append(subject, T, "created");
            journals.append(subject, T.plusSeconds(1), "switched-off");
            journals.append(subject, T.plusSeconds(2), "switched-on");
            journals.append(subject, T.plusSeconds(3), "deleted");
        }
    }

    @Test
    void aJournalThatNobodyTouchedHolds() {
        assertThat(judge(KEY, Map.of()).flaws()).isEmpty();
        assertThat(judge(KEY, Map.of(item(), SEALED)).flaws()).isEmpty();
    }

    @Test
    void aSubjectOfWhichNothingIsKnownSaysSo() {
        assertThat(judge("AIDA9", Map.of()).isKnown()).isFalse();
        assertThat(judge(KEY, Map.of()).isKnown()).isTrue();
    }

    @Test
    void itIsVouchedForSinceTheFirstSealThatHoldsIt() {
        assertThat(judge(KEY, Map.of()).vouchedSince()).isNull();
        assertThat(
                        judge(KEY, Map.of(Chain.EMPTY, SEALED.minusSeconds(9), item(), SEALED))
                                .vouchedSince())
                .isEqualTo(SEALED);
    }

    @Test
    void changed() {
        Entry second = entry(2);
        put(2, with(second, "what", "switched-on"));
        assertOnly(Kind.CHANGED, "entry 2 was changed: its hash is not that of what it says");

        put(2, with(second, "by", "arn:aws:iam::1:user/nobody"));
        assertOnly(Kind.CHANGED, "entry 2 was changed: its hash is not that of what it says");

        put(2, with(second, "detail", ""));
        assertOnly(Kind.CHANGED, "entry 2 was changed: its hash is not that of what it says");

        put(2, with(second, "hash", "0".repeat(64)));
        assertOnly(Kind.CHANGED, "entry 2 was changed: its hash is not that of what it says");
    }

    @Test
    void changedAndHashedAnew() {
        put(2, anew(2, entry(2).previous()));

        assertOnly(
                Kind.REORDERED,
                "entry 3 does not follow on entry 2: one of them stands in another's place");
    }

    @Test
    void theLastChangedAndHashedAnew() {
        put(4, anew(4, entry(4).previous()));

        assertOnly(Kind.CHANGED, "entry 4 is not the one that its item names as the last");
    }

    @Test
    void removed() {
        remove(2);
        assertOnly(Kind.REMOVED, "entry 2 is missing");

        remove(3);
        assertOnly(Kind.REMOVED, "entries 2 to 3 are missing");

        remove(1);
        assertOnly(Kind.REMOVED, "entries 1 to 3 are missing");
    }

    @Test
    void removedAndTheGapClosed() {
        Entry third = entry(3);
        Entry fourth = entry(4);
        put(2, third);
        put(3, fourth);
        remove(4);

        assertThat(judge(KEY, Map.of()).flaws())
                .extracting(Flaw::text)
                .containsExactly(
                        "entry 2 was moved: it was written as entry 3",
                        "entry 3 was moved: it was written as entry 4",
                        "the last entry is missing: its item counts 4");
    }

    @Test
    void reordered() {
        Entry second = entry(2);
        put(2, entry(3));
        put(3, second);

        assertThat(judge(KEY, Map.of()).flaws())
                .extracting(Flaw::text)
                .containsExactly(
                        "entry 2 was moved: it was written as entry 3",
                        "entry 3 was moved: it was written as entry 2");
        assertThat(judge(KEY, Map.of()).flaws())
                .extracting(Flaw::kind)
                .containsOnly(Kind.REORDERED);
    }

    @Test
    void missingLast() {
        remove(4);
        assertOnly(Kind.MISSING_LAST, "the last entry is missing: its item counts 4");

        remove(3);
        assertOnly(Kind.MISSING_LAST, "the last 2 entries are missing: its item counts 4");

        remove(2);
        remove(1);
        assertOnly(Kind.MISSING_LAST, "every entry is missing: its item counts 4");
    }

    @Test
    void missingLastInTheItemTooShowsByTheSeal() {
        Chain sealed = item();
        remove(4);
        journals.items.put(KEY, new Chain(3, entry(3).hash()));

        assertThat(judge(KEY, Map.of()).flaws()).as("without a seal").isEmpty();
        assertOnly(
                Map.of(sealed, SEALED),
                Kind.MISSING_LAST,
                "the last entry is missing: at 2026-03-01T12:30:00Z it was sealed with entry 4");
    }

    @Test
    void rewrittenFromTheFirstToTheItemShowsByTheSeal() {
        Chain sealed = item();
        journals.forget(KEY);
        for (int i = 0; i < 5; i++) {
            journals.append(KEY, T, "another-story");
        }

        assertThat(judge(KEY, Map.of()).flaws()).as("without a seal").isEmpty();
        assertOnly(
                Map.of(sealed, SEALED),
                Kind.REWRITTEN,
                "entry 4 is not the one that was sealed at 2026-03-01T12:30:00Z");
    }

    @Test
    void addedBeyondTheItem() {
        put(5, item().next(KEY, T, "switched-off", "arn:aws:iam::1:user/framed", Map.of()));

        assertOnly(Kind.ADDED, "there are entries up to 5, and its item counts 4");
    }

    @Test
    void addedBeforeTheFirst() {
        put(0, anew(0, ""));

        assertOnly(Kind.ADDED, "entry 0 was added: the first is entry 1");
    }

    @Test
    @Timeout(10)
    void aNumberFarAwayDoesNotKeepTheVerdictWaiting() {
        put(Long.MAX_VALUE - 1, entry(4));

        assertThat(judge(KEY, Map.of()).flaws())
                .extracting(Flaw::kind)
                .containsExactly(Kind.REORDERED, Kind.REMOVED, Kind.ADDED);
    }

    @Test
    void swappedBetweenTwoSubjects() {
        Entry ofAnother = Objects.requireNonNull(journals.entries.get("AIDA1")).get(2L);
        put(2, Objects.requireNonNull(ofAnother));

        assertOnly(Kind.CHANGED, "entry 2 was changed: its hash is not that of what it says");
    }

    @Test
    void emptied() {
        Chain sealed = item();
        journals.entries.remove(KEY);
        journals.items.put(KEY, Chain.EMPTY);

        assertOnly(Kind.MISSING_LAST, "it has no entry, and each journal begins with one");
        assertThat(judge(KEY, Map.of(sealed, SEALED)).flaws())
                .extracting(Flaw::text)
                .contains(
                        "every entry is missing: at 2026-03-01T12:30:00Z it was sealed with entry 4");
    }

    @Test
    void theItemForgotItsJournal() {
        journals.items.put(KEY, Chain.EMPTY);

        assertOnly(Kind.MISSING_LAST, "its item counts no entries, and there are up to entry 4");
    }

    @Test
    void goneWithItemAndEntries() {
        Chain sealed = item();
        journals.forget(KEY);

        assertOnly(
                Map.of(sealed, SEALED),
                Kind.GONE,
                "nothing is left of it; at 2026-03-01T12:30:00Z it was sealed with entry 4");
    }

    @Test
    void theItemAloneIsGone() {
        journals.items.remove(KEY);
        journals.items.remove(LEASE);

        assertOnly(Kind.GONE, "its item is gone, and its journal is still there");
        assertThat(judge(LEASE, Map.of()).flaws())
                .extracting(Flaw::kind)
                .as("a lease's item before its time")
                .containsExactly(Kind.GONE);
    }

    @Test
    void theItemOfALeaseIsCleanedUpInTimeAndOfNothingElse() {
        Instant longAfter = T.plus(Duration.ofDays(90));
        Chain sealed = Objects.requireNonNull(journals.items.remove(LEASE));
        journals.items.remove(KEY);

        assertThat(judgeAt(longAfter, LEASE, Map.of(sealed, SEALED)).flaws()).isEmpty();
        assertThat(judgeAt(longAfter, KEY, Map.of()).flaws())
                .extracting(Flaw::kind)
                .containsExactly(Kind.GONE);

        Objects.requireNonNull(journals.entries.get(LEASE)).remove(4L);
        assertThat(judgeAt(longAfter, LEASE, Map.of(sealed, SEALED)).flaws())
                .extracting(Flaw::kind)
                .as("its end is cut off after that")
                .containsExactly(Kind.MISSING_LAST);
    }

    private void assertOnly(Kind kind, String text) {
        assertOnly(Map.of(), kind, text);
    }

    private void assertOnly(Map<Chain, Instant> sealed, Kind kind, String text) {
        assertThat(judge(KEY, sealed).flaws()).containsExactly(new Flaw(KEY, kind, text));
    }

    private Verdict judge(String subject, Map<Chain, Instant> sealed) {
        return judgeAt(NOW, subject, sealed);
    }

    private Verdict judgeAt(Instant now, String subject, Map<Chain, Instant> sealed) {
        return Verdict.of(
                subject, journals.items.get(subject), journals.journal().of(subject), sealed, now);
    }

    private Chain item() {
        return Objects.requireNonNull(journals.items.get(KEY));
    }

    private Entry entry(long number) {
        return Objects.requireNonNull(
                Objects.requireNonNull(journals.entries.get(KEY)).get(number));
    }

    private void remove(long number) {
        Objects.requireNonNull(journals.entries.get(KEY)).remove(number);
    }

    /** Puts an entry under a number of the key, as whoever can write the table does. */
    private void put(long number, Entry entry) {
        journals.put(
                new Entry(
                        KEY,
                        number,
                        entry.at(),
                        entry.what(),
                        entry.by(),
                        entry.detail(),
                        entry.previous(),
                        entry.hash()));
    }

    private static Entry anew(long number, String previous) {
        return Entry.of(KEY, number, T, "forged", "arn:aws:iam::1:root", Map.of(), previous);
    }

    private static Entry with(Entry entry, String field, String value) {
        return new Entry(
                entry.subject(),
                entry.number(),
                entry.at(),
                field.equals("what") ? value : entry.what(),
                field.equals("by") ? value : entry.by(),
                field.equals("detail") ? new TreeMap<>() : entry.detail(),
                entry.previous(),
                field.equals("hash") ? value : entry.hash());
    }
}
