package dev.curfew.local.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void whatIsPutInIsTextInElementsAndInAttributes() {
        assertThat(Markup.of("<a title=\"{}\">{}</a>", "\" onclick='x'", "<b>&amp;").html())
                .isEqualTo("<a title=\"&quot; onclick=&#39;x&#39;\">&lt;b&gt;&amp;amp;</a>");
    }

    @Test
    void markupGoesInAsItIs() {
        Markup inner = Markup.of("<i>{}</i>", "<");

        assertThat(Markup.of("<b>{}</b>", Markup.join(List.of(inner, inner))).html())
                .isEqualTo("<b><i>&lt;</i><i>&lt;</i></b>");
    }

    @Test
    void aPartThatLooksLikeAHoleIsNotFilled() {
        assertThat(Markup.of("{} {}", "{}", "x").html()).isEqualTo("{} x");
    }

    @Test
    void holesAndPartsMustBeAsMany() {
        assertThatThrownBy(() -> Markup.of("{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Markup.of("", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatABrowserWouldActOnIsShownAsUnknown() {
        assertThat(Markup.text("a\u0000\u001b[1m\u202egnp\u2066x\ud800\nb\tc").html())
                .isEqualTo("a\ufffd\ufffd[1m\ufffdgnp\ufffdx\ufffd\nb\tc");
    }
}
