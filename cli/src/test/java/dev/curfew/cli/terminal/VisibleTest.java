package dev.curfew.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "red \u001b[31m|red \\u001b[31m",
                "two\nlines|two\\u000alines",
                "back\rwards|back\\u000dwards",
                "C1 \u009b5n|C1 \\u009b5n",
                "turned \u202egpj.exe|turned \\u202egpj.exe",
                "line \u2028 separator|line \\u2028 separator",
            })
    void whatATerminalWouldActOnIsWrittenOut(String outside, String shown) {
        assertThat(Visible.text(outside)).isEqualTo(shown);
    }

    @Test
    void lettersOfAllScriptsStay() {
        assertThat(Visible.text("Zoë Ωmega 東京 \uD83D\uDE00")).isEqualTo("Zoë Ωmega 東京 \uD83D\uDE00");
    }

    @Test
    void halfACharacterIsWrittenOut() {
        assertThat(Visible.text("\uD83D")).isEqualTo("\\ud83d");
    }
}
