package dev.curfew.local.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final String KEY = Links.newKey();

    private final Links links = at(NOW);

    @Test
    void aTicketLetsInOnce() {
        String ticket = links.ticket();

        assertThat(links.take(ticket)).isTrue();
        assertThat(links.take(ticket)).isFalse();
        assertThat(links.take(links.ticket())).isTrue();
    }

    @Test
    void whoeverHasTheKeyMakesThem() {
        assertThat(links.take(at(NOW).ticket())).isTrue();
        assertThat(links.take(new Links(Links.newKey(), Clock.systemUTC()).ticket())).isFalse();
    }

    @Test
    void aTicketEndsAfterAnHour() {
        assertThat(links.take(at(NOW.minus(Duration.ofMinutes(59))).ticket())).isTrue();
        assertThat(links.take(at(NOW.minus(Links.GOOD_FOR)).ticket())).isFalse();
    }

    @Test
    void aChangedTicketLetsNobodyIn() {
        byte[] ticket = Base64.getUrlDecoder().decode(links.ticket());
        for (int i = 0; i < ticket.length; i++) {
            byte[] changed = ticket.clone();
            changed[i] ^= 1;
            assertThat(links.take(Base64.getUrlEncoder().encodeToString(changed))).isFalse();
        }
        assertThat(links.take("")).isFalse();
        assertThat(links.take("?")).isFalse();
        assertThat(links.take("AAAA")).isFalse();
    }

    @Test
    void aUsedTicketSpelledOtherwiseLetsNobodyIn() {
        String ticket = links.ticket();
        assertThat(links.take(ticket)).isTrue();

        byte[] bytes = Base64.getUrlDecoder().decode(ticket);
        assertThat(links.take(Base64.getUrlEncoder().encodeToString(bytes))).isFalse();
    }

    @Test
    void aKeyThatCanBeGuessedIsRefused() {
        assertThatThrownBy(() -> new Links("short", Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Links at(Instant time) {
        return new Links(KEY, Clock.fixed(time, ZoneOffset.UTC));
    }
}
