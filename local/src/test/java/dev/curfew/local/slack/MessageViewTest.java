package dev.curfew.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.curfew.local.slack.Message.ShownTo;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageViewTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "a *b* c => a <strong>b</strong> c",
                "2*3*4 => 2*3*4",
                "_a *b*_ ~c~ => <em>a <strong>b</strong></em> <s>c</s>",
                "snake_case_name => snake_case_name",
                "`*a*` => <code>*a*</code>",
                "```a`b``` => <pre>a`b</pre>",
                "&lt;b&gt; &amp;amp; => &lt;b&gt; &amp;amp;",
                "a < b > c & d => a &lt; b &gt; c &amp; d",
                "<https://a.example/?x=1&amp;y|here> => <a href=\"https://a.example/?x=1&amp;y\" target=\"_blank\" rel=\"noopener noreferrer\">here</a>",
                "<!channel> => <mark class=\"all\">@channel</mark>",
                "<@U0CURFEW1> => <mark>@U0CURFEW1</mark>",
                "<!date^1^{date}|today> => <time>today</time>",
                "<javascript:alert(1)|x> => &lt;javascript:alert(1)|x&gt;",
                "<script> => &lt;script&gt;",
                "<data:text/html,x> => &lt;data:text/html,x&gt;",
            })
    void markedTextIsHtmlAndNothingElseIs(String text, String html) {
        assertThat(Mrkdwn.html(text).html()).isEqualTo(html);
    }

    static Stream<String> hostile() {
        return Hostile.TEXTS.stream();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextIsOnlyText(String text) throws JsonProcessingException {
        var blocks = new ObjectMapper().readTree(Hostile.blocks(text));

        String html = MessageView.html(message(text, (ArrayNode) blocks)).html();
        String plain = MessageView.html(message(text, JsonNodeFactory.instance.arrayNode())).html();

        for (String each : List.of(html, plain)) {
            assertThat(each)
                    .doesNotContainIgnoringCase("<script")
                    .doesNotContainIgnoringCase("<img")
                    .doesNotContainIgnoringCase("<svg")
                    .doesNotContainIgnoringCase("<iframe")
                    .doesNotContainIgnoringCase("href=\"javascript")
                    .doesNotContainPattern("<[a-z]+[^>\"]*(\"[^\"]*\"[^>\"]*)* on[a-z]+=");
        }
    }

    @Test
    void whoSeesItAndWhetherItWasEditedIsSaid() {
        var blocks = JsonNodeFactory.instance.arrayNode();
        var message =
                new Message("C0", "1.000001", null, "hi", blocks, ShownTo.ONE, true, List.of("x"));

        assertThat(MessageView.html(message).html())
                .contains("edited", "only you see this", "1970-01-01 00:00:01Z", ">x</p>");
    }

    private static Message message(String text, ArrayNode blocks) {
        return new Message("C0", "1.000001", null, text, blocks, ShownTo.ALL, false, List.of(text));
    }
}
