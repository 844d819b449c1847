package dev.curfew.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {

    private static final Instant AT = Instant.parse("2026-03-02T00:17:04Z");
    private static final String NAME = "heads/2026-03-02/001704Z";
    private static final Seal SEAL =
            new Seal(
                    AT,
                    List.of(
                            new Head("4k2j8s0d9f1a", new Chain(3, "c0ffee")),
                            new Head("AIDA1", Chain.EMPTY)));

    /** Seals are read for as long as there are any: a form that changes gets another number. */
    @Test
    void aSealIsOneJsonObjectALine() {
        assertThat(SEAL.document())
                .isEqualTo(
                        new Seal.Document(
                                NAME,
                                """
                                {"form":1,"at":"2026-03-02T00:17:04Z","subjects":2}
                                {"subject":"4k2j8s0d9f1a","count":3,"head":"c0ffee"}
                                {"subject":"AIDA1","count":0,"head":""}
                                """));
        assertThat(Seal.read(SEAL.document())).contains(SEAL);
    }

    @Test
    void itsSignatureStandsBesideIt() {
        assertThat(Seal.Signature.of(SEAL.document(), "c2lnbmVk").text())
                .isEqualTo(
                        """
                        {"sha256":"980aa9071020c74c2e031ca536121e379903361af5c30e84a32134270cc64140","hmacSha256":"c2lnbmVk"}
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{\"form\":2,\"at\":\"2026-03-02T00:17:04Z\",\"subjects\":0}",
                "{\"form\":1,\"at\":\"2026-03-02T00:17:04Z\",\"subjects\":1}",
                "{\"form\":1,\"at\":\"2026-03-03T00:17:04Z\",\"subjects\":0}",
                "{\"form\":1,\"at\":\"yesterday\",\"subjects\":0}"
            })
    void whatIsNotASealIsNotRead(String text) {
        assertThat(Seal.read(new Seal.Document(NAME, text))).isEmpty();
    }

    @Test
    void subjectsAreSealedInTheOrderOfTheirNamesAndTheTimeInWholeSeconds() {
        InMemoryJournals journals = new InMemoryJournals();
        InMemorySeals seals = new InMemorySeals();
        for (String subject : new String[] {"B", "C", "A"}) {
            journals.append(subject, AT, "created");
        }
        Sealing sealing = new Sealing(journals.heads(), new SecretNotary("the stack's own"), seals);

        assertThat(sealing.seal(AT.plusNanos(5))).isEqualTo(new Sealing.Sealed(NAME, 3));

        Seal.Document document = Objects.requireNonNull(seals.kept.get(NAME)).document();
        assertThat(Seal.read(document).orElseThrow().heads())
                .extracting(Head::subject)
                .containsExactly("A", "B", "C");
        assertThatThrownBy(() -> sealing.seal(AT)).hasMessageContaining("taken");
    }
}
