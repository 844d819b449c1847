package dev.curfew.functions.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.journal.InMemoryJournals;
import dev.curfew.core.journal.InMemorySeals;
import dev.curfew.core.journal.Notary;
import dev.curfew.core.journal.Sealing;
import dev.curfew.core.journal.SecretNotary;
import dev.curfew.functions.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SealHandlerTest {

    private static final Instant T = Instant.parse("2026-03-02T00:17:04Z");

    private final InMemoryJournals journals = new InMemoryJournals();
    private final InMemorySeals seals = new InMemorySeals();

    @Test
    void sealsEveryJournalByTheClock() throws IOException {
        journals.append("AIDAEXAMPLE", T, "created");
        journals.append("4k2j8s0d9f1a", T, "issued");

        GoldenFiles.check("seal", "every-day", handler(new SecretNotary("the stack's own")));

        assertThat(seals.kept).hasSize(1);
    }

    @Test
    void keepsNothingThatItCannotSign() {
        Notary gone =
                new SecretNotary("none") {
                    @Override
                    public String sign(byte[] digest) {
                        throw new IllegalStateException("the key is disabled");
                    }
                };

        assertThatThrownBy(() ->
                        GoldenFiles.send(
                                Files.readAllBytes(GoldenFiles.event("seal", "every-day")),
                                handler(gone)))
                .hasMessage("the key is disabled");

        assertThat(seals.kept).isEmpty();
    }

    private SealHandler handler(Notary notary) {
        return new SealHandler(
                new Sealing(journals.heads(), notary, seals),
                Clock.fixed(T, ZoneOffset.UTC),
                GoldenFiles.metrics());
    }
}
