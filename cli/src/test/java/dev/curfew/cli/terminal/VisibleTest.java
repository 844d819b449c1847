package dev.curfew.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VisibleTest {

    static Stream<Arguments> whatATerminalWouldActOnIsWrittenOut() {
        return Stream.of(
                arguments("red \u001b[31m", "red \\u001b[31m"),
                arguments("two\nlines", "two\\u000alines"),
                arguments("back\rwards", "back\\u000dwards"),
                arguments("C1 \u009b5n", "C1 \\u009b5n"),
                arguments("turned \u202egpj.exe", "turned \\u202egpj.exe"),
                arguments("line \u2028 separator", "line \\u2028 separator"));
    }

    @ParameterizedTest
    @MethodSource
    void whatATerminalWouldActOnIsWrittenOut(String outside, String shown) {
        assertThat(Visible.text(outside)).isEqualTo(shown);
    }

    @Test
    void lettersOfAllScriptsStay() {
        assertThat(Visible.text("Zoë Ωmega 東京 \uD83D\uDE00"))
                .isEqualTo("Zoë Ωmega 東京 \uD83D\uDE00");
    }

    @Test
    void halfACharacterIsWrittenOut() {
        assertThat(Visible.text("\uD83D")).isEqualTo("\\ud83d");
    }
}
