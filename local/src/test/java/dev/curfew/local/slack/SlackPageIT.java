package dev.curfew.local.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.button;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import dev.curfew.local.web.Links;
import dev.curfew.local.web.Visitor;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slack's own Java client talks to the page as it does to Slack. */
class SlackPageIT {
    private final SlackSecret secret = SlackSecret.random();
    private final StubApp app;
    private final SlackPage page;
    private final MethodsClient slack;

    SlackPageIT() throws IOException {
        app = new StubApp(secret.signingSecret());
        page =
                SlackPage.open(
                        0, secret, Links.newKey(), Clock.systemUTC(), () -> Optional.of(app.url()));
        slack = client(secret.token());
    }

    @AfterEach
    void close() {
        page.close();
        app.close();
    }

    private MethodsClient client(String token) {
        var config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(page.address() + "/api/");
        return Slack.getInstance(config).methods(token);
    }

    @Test
    void aMessageIsPostedPressedAndAnswered() throws IOException, SlackApiException {
        app.says = "{\"text\":\"AKIA1 is restored\",\"response_type\":\"in_channel\"}";

        ChatPostMessageResponse posted = post(disabled());

        assertThat(posted.isOk()).as(String.valueOf(posted.getError())).isTrue();
        assertThat(slack.authTest(request -> request).isOk()).isTrue();
        assertThat(
                        slack.usersLookupByEmail(request -> request.email("owner@team.example"))
                                .getUser()
                                .getId())
                .isEqualTo(Places.USER);

        JsonNode block = page.messages().getFirst().blocks().get(2);
        var person = new Visitor(page.address()).letIn(page.link());
        person.with("Content-Type", "application/x-www-form-urlencoded")
                .post(
                        "/press",
                        "channel=%s&ts=%s&block=%s&action=restore"
                                .formatted(
                                        Places.CHANNEL,
                                        posted.getTs(),
                                        URLEncoder.encode(
                                                block.path("block_id").asText(),
                                                StandardCharsets.UTF_8)));

        assertThat(app.presses()).as("signed so that the app takes it").hasSize(1);
        assertThat(app.presses().getFirst().at("/actions/0/value").asText()).isEqualTo("AKIA1");
        assertThat(page.messages().getLast().text()).isEqualTo("AKIA1 is restored");
    }

    @Test
    void theClientReadsWhatIsRefusedAndWhy() throws IOException, SlackApiException {
        List<LayoutBlock> many =
                Collections.nCopies(51, section(part -> part.text(markdownText("x"))));

        ChatPostMessageResponse refused = post(many);

        assertThat(refused.isOk()).isFalse();
        assertThat(refused.getError()).isEqualTo("invalid_blocks");
        assertThat(refused.getResponseMetadata().getMessages())
                .containsExactly("[ERROR] no more than 50 items allowed [json-pointer:/blocks]");
        assertThat(
                        client("xoxb-wrong")
                                .chatPostMessage(to -> to.channel(Places.CHANNEL).text("x"))
                                .getError())
                .isEqualTo("invalid_auth");
    }

    @Test
    void theClientIsToldHowLongToWait() {
        page.failNext(1, new Failure.RateLimited(Duration.ofSeconds(3)));

        assertThatThrownBy(() -> post(disabled()))
                .isInstanceOfSatisfying(
                        SlackApiException.class,
                        refused -> {
                            assertThat(refused.getResponse().code()).isEqualTo(429);
                            assertThat(refused.getResponse().header("Retry-After")).isEqualTo("3");
                        });
        assertThat(page.messages()).isEmpty();
    }

    @Test
    void aThreadAndAnUpdateReachTheMessage() throws IOException, SlackApiException {
        String ts = post(disabled()).getTs();

        slack.chatPostMessage(to -> to.channel(Places.CHANNEL).threadTs(ts).text("told again"));
        slack.chatUpdate(of -> of.channel(Places.CHANNEL).ts(ts).text("restored"));

        assertThat(page.messages()).extracting(Message::root).containsOnly(ts);
        assertThat(page.messages())
                .extracting(Message::text)
                .containsExactly("restored", "told again");
    }

    private ChatPostMessageResponse post(List<LayoutBlock> blocks)
            throws IOException, SlackApiException {
        return slack.chatPostMessage(
                to -> to.channel(Places.CHANNEL).text("AKIA1 is disabled").blocks(blocks));
    }

    private static List<LayoutBlock> disabled() {
        return asBlocks(
                header(part -> part.text(plainText("Access key disabled"))),
                section(part -> part.text(markdownText("`AKIA1` of *nightly-batch*"))),
                actions(part ->
                        part.elements(
                                asElements(
                                        button(one ->
                                                one.text(plainText("Restore"))
                                                        .actionId("restore")
                                                        .value("AKIA1")
                                                        .style("primary")
                                                        .confirm(
                                                                ConfirmationDialogObject.builder()
                                                                        .title(
                                                                                plainText(
                                                                                        "Restore it?"))
                                                                        .text(
                                                                                plainText(
                                                                                        "It works again at once."))
                                                                        .confirm(
                                                                                plainText(
                                                                                        "Restore"))
                                                                        .deny(plainText("Leave it"))
                                                                        .build()))))));
    }
}
