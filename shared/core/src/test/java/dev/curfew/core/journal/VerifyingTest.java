package dev.curfew.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.journal.Flaw.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifyingTest {

    private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant SEALED = Instant.parse("2026-03-02T00:17:04Z");
    private static final Instant NOW = SEALED.plusSeconds(60);

    private final InMemoryJournals journals = new InMemoryJournals();
    private final InMemorySeals seals = new InMemorySeals();
    private final Notary notary = new SecretNotary("the stack's own");
    private final Sealing sealing = new Sealing(journals.heads(), notary, seals);
    private final Verifying verifying =
            new Verifying(journals.journal(), journals.heads(), seals, notary);

    @BeforeEach
    void someThingsHappen() {
        journals.append("AIDA1", T, "created");
        journals.append("AIDA1", T.plusSeconds(1), "deleted");
        journals.append("AKIA1", T.plusSeconds(2), "created");
        journals.append("4k2j8s0d9f1a", T.plusSeconds(3), "issued");
    }

    @Test
    void withoutASealItStillComparesWithTheItemsAndVouchesSinceNever() {
        assertThat(verifying.all(NOW)).isEqualTo(new Report(3, 4, List.of(), 0, null, List.of()));

        entries("AIDA1").remove(2L);

        Report report = verifying.all(NOW);
        assertThat(report.flaws())
                .containsExactly(
                        new Flaw(
                                "AIDA1",
                                Kind.MISSING_LAST,
                                "the last entry is missing: its item counts 2"));
        assertThat(report.subjects()).isEqualTo(3);
        assertThat(report.entries()).isEqualTo(3);
    }

    @Test
    void itVouchesSinceTheFirstSeal() {
        sealing.seal(SEALED);
        journals.append("AKIA1", SEALED.plusSeconds(1), "deleted");
        sealing.seal(SEALED.plus(Duration.ofDays(1)));

        assertThat(verifying.all(NOW.plus(Duration.ofDays(1))))
                .isEqualTo(new Report(3, 5, List.of(), 2, SEALED, List.of()));
        assertThat(verifying.one("AKIA1", NOW.plus(Duration.ofDays(1))))
                .isEqualTo(new Report(1, 2, List.of(), 2, SEALED, List.of()));
    }

    @Test
    void whatCameAfterTheFirstSealIsVouchedForSinceItsOwn() {
        sealing.seal(SEALED);
        journals.append("AKIA2", SEALED.plusSeconds(1), "created");

        assertThat(verifying.one("AKIA2", NOW).vouchedSince()).isNull();

        Instant next = SEALED.plus(Duration.ofDays(1));
        sealing.seal(next);
        assertThat(verifying.one("AKIA2", next).vouchedSince()).isEqualTo(next);
    }

    @Test
    void aWholeStoryToldAnewIsFoundByTheSeal() {
        sealing.seal(SEALED);
        journals.forget("AIDA1");
        journals.append("AIDA1", T, "created");
        journals.append("AIDA1", T.plusSeconds(1), "never-deleted");

        assertThat(verifying.all(NOW).flaws())
                .extracting(Flaw::about, Flaw::kind)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("AIDA1", Kind.REWRITTEN));
        assertThat(verifying.one("AIDA1", NOW).holds()).isFalse();
        assertThat(verifying.one("AKIA1", NOW).holds()).isTrue();
    }

    @Test
    void aSubjectTakenAwayWithAllItsTracesIsFoundByTheSeal() {
        sealing.seal(SEALED);
        journals.forget("AIDA1");

        assertThat(verifying.all(NOW).flaws())
                .extracting(Flaw::about, Flaw::kind)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("AIDA1", Kind.GONE));
    }

    @Test
    void nothingIsKnownOfAStranger() {
        sealing.seal(SEALED);

        assertThat(verifying.one("AIDA9", NOW).subjects()).isZero();
        assertThat(verifying.look("AIDA9", NOW).isKnown()).isFalse();
    }

    @Test
    void aSealThatWasChangedProvesNothingAndSaysSo() {
        String name = sealing.seal(SEALED).name();
        String forged = kept(name).document().text().replace("\"count\":2", "\"count\":1");
        seals.kept.put(
                name,
                new Seals.Kept(new Seal.Document(name, forged), kept(name).signature(), false));

        Report report = verifying.all(NOW);

        assertThat(report.flaws())
                .containsExactly(
                        new Flaw(
                                name,
                                Kind.SEAL_BROKEN,
                                "the seal was changed: its signature does not fit"));
        assertThat(report.seals()).isZero();
        assertThat(report.vouchedSince()).isNull();
    }

    @Test
    void aSealSignedByAnotherKeyProvesNothing() {
        new Sealing(journals.heads(), new SecretNotary("a forger's"), seals).seal(SEALED);

        assertThat(verifying.all(NOW).flaws())
                .extracting(Flaw::kind)
                .containsExactly(Kind.SEAL_BROKEN);
    }

    @Test
    void aSealUnderAnothersNameProvesNothing() {
        String name = sealing.seal(SEALED).name();
        Seals.Kept first = kept(name);
        String other = "heads/2026-03-01/001704Z";
        seals.kept.put(
                other,
                new Seals.Kept(
                        new Seal.Document(other, first.document().text()),
                        first.signature(),
                        false));

        assertThat(verifying.all(NOW).flaws())
                .containsExactly(
                        new Flaw(other, Kind.SEAL_BROKEN, "the seal stands under another's name"));
    }

    @Test
    void aSealThatWasDeletedOrOverwrittenIsJudgedByItsFirstForm() {
        String name = sealing.seal(SEALED).name();
        seals.kept.put(name, new Seals.Kept(kept(name).document(), kept(name).signature(), true));

        Report report = verifying.all(NOW);

        assertThat(report.flaws())
                .extracting(Flaw::text)
                .containsExactly(
                        "the seal was overwritten or deleted; this is judged by its first form");
        assertThat(report.vouchedSince()).isEqualTo(SEALED);
    }

    @Test
    void aSealWithoutASignatureIsNoFindingAndNoProof() {
        String name = sealing.seal(SEALED).name();
        seals.kept.put(name, new Seals.Kept(kept(name).document(), null, false));

        Report report = verifying.all(NOW);

        assertThat(report.holds()).isTrue();
        assertThat(report.vouchedSince()).isNull();
        assertThat(report.notes())
                .containsExactly("seals without a signature, which prove nothing: " + name);
    }

    @Test
    void daysWithoutASealAreNamed() {
        sealing.seal(SEALED);
        sealing.seal(SEALED.plus(Duration.ofDays(3)));

        assertThat(verifying.all(NOW.plus(Duration.ofDays(5))).notes())
                .containsExactly("days without a seal: 2026-03-03, 2026-03-04, 2026-03-06");
        assertThat(verifying.all(SEALED.minus(Duration.ofDays(2))).notes())
                .as("by a clock that is slow")
                .isEmpty();
    }

    @Test
    void aSubjectThatChangesWhileItIsReadIsReadAgain() {
        Heads moving =
                new Heads() {
                    private boolean moved;

                    @Override
                    public Stream<Head> all() {
                        return journals.heads().all();
                    }

                    @Override
                    public Optional<Chain> of(String subject) {
                        Optional<Chain> before = journals.heads().of(subject);
                        if (!moved) {
                            moved = true;
                            journals.append(subject, T.plusSeconds(9), "switched-off");
                        }
                        return before;
                    }
                };

        Verdict verdict =
                new Verifying(journals.journal(), moving, seals, notary).look("AKIA1", NOW);

        assertThat(verdict.flaws()).isEmpty();
        assertThat(verdict.entries()).hasSize(2);
    }

    @Test
    void entriesOfOneSubjectNeedNotStandTogether() {
        Journal apart =
                new Journal() {
                    @Override
                    public List<Entry> of(String subject) {
                        return journals.journal().of(subject);
                    }

                    @Override
                    public Stream<Entry> all() {
                        return Stream.of(1L, 2L)
                                .flatMap(number ->
                                        journals.journal()
                                                .all()
                                                .filter(entry -> entry.number() == number));
                    }
                };

        assertThat(new Verifying(apart, journals.heads(), seals, notary).all(NOW))
                .isEqualTo(new Report(3, 4, List.of(), 0, null, List.of()));
    }

    private Seals.Kept kept(String name) {
        return Objects.requireNonNull(seals.kept.get(name));
    }

    private java.util.SortedMap<Long, Entry> entries(String subject) {
        return Objects.requireNonNull(journals.entries.get(subject));
    }
}
