package dev.curfew.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlockCheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BUTTON =
            "{'type':'button','text':{'type':'plain_text','text':'Restore'}%s}";

    /** One limit: the blocks with so many of something, how many Slack takes, and its refusal. */
    static Stream<Arguments> limits() {
        return Stream.of(
                limit(
                        "blocks",
                        50,
                        n -> list(n, _ -> "{'type':'divider'}"),
                        "no more than 50 items allowed [json-pointer:/blocks]"),
                limit(
                        "section text",
                        3000,
                        n -> "[{'type':'section','text':" + mrkdwn(n) + "}]",
                        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
                limit(
                        "fields",
                        10,
                        n -> "[{'type':'section','fields':" + list(n, _ -> mrkdwn(1)) + "}]",
                        "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
                limit(
                        "field text",
                        2000,
                        n -> "[{'type':'section','fields':[" + mrkdwn(n) + "]}]",
                        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"),
                limit(
                        "header",
                        150,
                        n -> "[{'type':'header','text':" + plain(n) + "}]",
                        "must be less than 151 characters [json-pointer:/blocks/0/text/text]"),
                limit(
                        "context",
                        10,
                        n -> "[{'type':'context','elements':" + list(n, _ -> mrkdwn(1)) + "}]",
                        "no more than 10 items allowed [json-pointer:/blocks/0/elements]"),
                limit(
                        "actions",
                        25,
                        n -> actions(list(n, i -> BUTTON.formatted(",'action_id':'a" + i + "'"))),
                        "no more than 25 items allowed [json-pointer:/blocks/0/elements]"),
                limit(
                        "button text",
                        75,
                        n -> actions("[{'type':'button','text':" + plain(n) + "}]"),
                        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"),
                limit(
                        "value",
                        2000,
                        n -> button("'value':" + text(n)),
                        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]"),
                limit(
                        "action_id",
                        255,
                        n -> button("'action_id':" + text(n)),
                        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]"),
                limit(
                        "accessibility_label",
                        75,
                        n -> button("'accessibility_label':" + text(n)),
                        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/accessibility_label]"),
                limit(
                        "url",
                        3000,
                        n -> button("'url':'https://a.example/" + "x".repeat(n - 18) + "'"),
                        "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]"),
                limit(
                        "block_id",
                        255,
                        n -> "[{'type':'divider','block_id':" + text(n) + "}]",
                        "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
                limit(
                        "confirm title",
                        100,
                        n -> confirm(plain(n), mrkdwn(1), plain(1), plain(1)),
                        "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]"),
                limit(
                        "confirm text",
                        300,
                        n -> confirm(plain(1), mrkdwn(n), plain(1), plain(1)),
                        "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]"),
                limit(
                        "confirm",
                        30,
                        n -> confirm(plain(1), plain(1), plain(n), plain(1)),
                        "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]"),
                limit(
                        "deny",
                        30,
                        n -> confirm(plain(1), plain(1), plain(1), plain(n)),
                        "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("limits")
    void aLimitIsTakenAtItAndRefusedAboveIt(
            String name, int most, IntFunction<String> blocks, String refusal) {
        assertThat(problems(blocks.apply(most))).as(name).isEmpty();
        assertThat(problems(blocks.apply(most + 1))).containsExactly(refusal);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("{}", "must be an array [json-pointer:/blocks]"),
                Arguments.of("[1]", "unsupported type:  [json-pointer:/blocks/0/type]"),
                Arguments.of(
                        "[{'type':'rich_text'}]",
                        "unsupported type: rich_text [json-pointer:/blocks/0/type]"),
                Arguments.of(
                        "[{'type':'input'}]",
                        "unsupported type: input [json-pointer:/blocks/0/type]"),
                Arguments.of(
                        "[{'type':'divider','text':'x'}]",
                        "invalid additional property: text [json-pointer:/blocks/0]"),
                Arguments.of(
                        "[{'type':'section'}]",
                        "must define either `text` or `fields` [json-pointer:/blocks/0]"),
                Arguments.of(
                        "[{'type':'section','text':'x'}]",
                        "must be mrkdwn or plain_text [json-pointer:/blocks/0/text/type]"),
                Arguments.of(
                        "[{'type':'section','text':{'type':'mrkdwn','text':''}}]",
                        "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
                Arguments.of(
                        "[{'type':'section','text':{'type':'mrkdwn','text':1}}]",
                        "must be a string [json-pointer:/blocks/0/text/text]"),
                Arguments.of(
                        "[{'type':'section','fields':[]}]",
                        "must have at least 1 item [json-pointer:/blocks/0/fields]"),
                Arguments.of(
                        "[{'type':'header','text':{'type':'mrkdwn','text':'x'}}]",
                        "must be plain_text [json-pointer:/blocks/0/text/type]"),
                Arguments.of(
                        "[{'type':'header'}]",
                        "missing required field: text [json-pointer:/blocks/0]"),
                Arguments.of(
                        "[{'type':'context','elements':[]}]",
                        "must have at least 1 item [json-pointer:/blocks/0/elements]"),
                Arguments.of(
                        "[{'type':'actions'}]",
                        "must be an array [json-pointer:/blocks/0/elements]"),
                Arguments.of(
                        "[{'type':'actions','elements':[{'type':'static_select'}]}]",
                        "unsupported type: static_select [json-pointer:/blocks/0/elements/0/type]"),
                Arguments.of(
                        "[{'type':'section','text':{'type':'mrkdwn','text':'x'},'accessory':{'type':'overflow'}}]",
                        "unsupported type: overflow [json-pointer:/blocks/0/accessory/type]"),
                Arguments.of(
                        button("'style':'default'"),
                        "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"),
                Arguments.of(
                        button("'url':'javascript:alert(1)'"),
                        "must be a valid URL [json-pointer:/blocks/0/elements/0/url]"),
                Arguments.of(
                        button("'onclick':'x'"),
                        "invalid additional property: onclick [json-pointer:/blocks/0/elements/0]"),
                Arguments.of(
                        button(
                                "'confirm':{'title':"
                                        + plain(1)
                                        + ",'confirm':"
                                        + plain(1)
                                        + ",'deny':"
                                        + plain(1)
                                        + "}"),
                        "missing required field: text [json-pointer:/blocks/0/elements/0/confirm]"),
                Arguments.of(
                        "[{'type':'divider','block_id':'a'},{'type':'divider','block_id':'a'}]",
                        "block_id must be unique within the message [json-pointer:/blocks/1/block_id]"),
                Arguments.of(
                        actions(
                                "["
                                        + BUTTON.formatted(",'action_id':'a'")
                                        + ","
                                        + BUTTON.formatted(",'action_id':'a'")
                                        + "]"),
                        "action_id must be unique within its block [json-pointer:/blocks/0/elements/1/action_id]"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatSlackDoesNotKnowIsRefusedWithItsPlace(String blocks, String refusal) {
        assertThat(problems(blocks)).contains(refusal);
    }

    @Test
    void everyProblemIsTold() {
        assertThat(problems("[{'type':'section'},{'type':'nothing'},{'type':'header'}]"))
                .hasSize(3);
    }

    @Test
    void theSameActionMayStandInTwoBlocks() {
        String one = "{'type':'actions','elements':[" + BUTTON.formatted(",'action_id':'a'") + "]}";

        assertThat(problems("[" + one + "," + one + "]")).isEmpty();
    }

    @Test
    void allTextsTogetherAreBounded() {
        String section = "{'type':'section','text':" + mrkdwn(2640) + "}";
        String five = "[" + String.join(",", Collections.nCopies(5, section)) + "]";
        String more = five.replace("]", ",{'type':'header','text':" + plain(1) + "}]");

        assertThat(content(five)).isInstanceOf(Content.Fine.class);
        assertThat(content(more)).isEqualTo(new Content.Wrong("msg_blocks_too_long", List.of()));
    }

    @Test
    void aMessageHasTextOrBlocks() {
        JsonNode nothing = JSON.missingNode();

        assertThat(Content.of(nothing, nothing)).isEqualTo(new Content.Wrong("no_text", List.of()));
        assertThat(Content.of(node(text(40_000)), nothing)).isInstanceOf(Content.Fine.class);
        assertThat(Content.of(node(text(40_001)), nothing))
                .isEqualTo(new Content.Wrong("msg_too_long", List.of()));
        assertThat(Content.of(nothing, node("{}")))
                .isEqualTo(new Content.Wrong("invalid_blocks_format", List.of()));
    }

    private static Content content(String blocks) {
        return Content.of(JSON.missingNode(), node(blocks));
    }

    private static List<String> problems(String blocks) {
        return BlockCheck.problems(node(blocks));
    }

    private static JsonNode node(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Arguments limit(
            String name, int most, IntFunction<String> blocks, String refusal) {
        return Arguments.of(name, most, blocks, refusal);
    }

    private static String list(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(int length) {
        return "'" + "x".repeat(length) + "'";
    }

    private static String mrkdwn(int length) {
        return "{'type':'mrkdwn','text':" + text(length) + "}";
    }

    private static String plain(int length) {
        return "{'type':'plain_text','text':" + text(length) + "}";
    }

    private static String actions(String elements) {
        return "[{'type':'actions','elements':" + elements + "}]";
    }

    private static String button(String property) {
        return actions("[" + BUTTON.formatted("," + property) + "]");
    }

    private static String confirm(String title, String text, String confirm, String deny) {
        return button(
                "'confirm':{'title':%s,'text':%s,'confirm':%s,'deny':%s}"
                        .formatted(title, text, confirm, deny));
    }
}
