package dev.curfew.functions.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.slack.Envelope;
import dev.curfew.functions.GoldenFiles;
import dev.curfew.functions.SampleAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackHandlerTest {

    private static final String RESTORE = "restore";

    private final SampleSlack slack = new SampleSlack();

    static List<String> cases() {
        return GoldenFiles.cases("slack");
    }

    /** Both what Slack is answered at once and what it is sent afterwards. */
    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheGoldenFileSays(String name) throws IOException {
        GoldenFiles.check(
                "slack",
                name,
                (in, out, context) ->
                        out.write(Json.MAPPER.writeValueAsBytes(press(in.readAllBytes()))));
    }

    /** What is not let through reaches nobody, and what is refused changes nothing. */
    @ParameterizedTest
    @MethodSource("cases")
    void onlyWhatIsAnsweredToAllHasChangedAnything(String name) throws IOException {
        JsonNode answer = press(name);

        boolean changed = answer.at("/reply/response_type").asText().equals("in_channel");
        assertThat(!slack.desk.done.isEmpty()).isEqualTo(changed);
        if (answer.at("/response/statusCode").asInt() != 200) {
            assertThat(answer.has("reply")).isFalse();
            assertThat(slack.desk.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsAnsweredHasNoMarkup(String name) throws IOException {
        JsonNode reply = press(name).path("reply");

        if (!reply.isMissingNode()) {
            assertThat(reply.path("text").asText()).doesNotContain("<", ">", "\u202e", "\u0000");
            assertThat(reply.at("/blocks/0/text/type").asText()).isEqualTo("plain_text");
            assertThat(reply.at("/blocks/0/text/text").asText()).hasSizeLessThan(3000);
        }
    }

    @Test
    void aKeyIsRestoredInTheNameOfWhoPressed() throws IOException {
        press(RESTORE);

        assertThat(slack.account.now(SampleAccount.TAKEN).status())
                .isEqualTo(IdentityStatus.ACTIVE);
        assertThat(slack.account.inventory.journal(SampleAccount.TAKEN).getLast().by())
                .isEqualTo("dana via Slack (U012AB3CD)");
    }

    @Test
    void aReplayIsRefused() throws IOException {
        press(RESTORE);

        JsonNode again = press(RESTORE);

        assertThat(again.at("/response/statusCode").asInt()).isEqualTo(401);
        assertThat(slack.desk.asked).hasSize(1);
    }

    /** The signature is checked over the bytes; the same bytes as text have the same one. */
    @Test
    void aReplayInAnotherEncodingIsRefused() throws IOException {
        press(RESTORE);

        assertThat(press("restore-plain-body").at("/response/statusCode").asInt()).isEqualTo(401);
    }

    @Test
    void aSecondPressIsAnsweredWithWhatHappened() throws IOException {
        press(RESTORE);
        slack.forgetCallbacks();

        JsonNode again = press(RESTORE).path("reply");

        assertThat(again.path("response_type").asText()).isEqualTo("ephemeral");
        assertThat(again.path("text").asText())
                .contains("can be used already")
                .contains("restored by dana via Slack (U012AB3CD) at 2026-03-01T12:00:42Z");
        assertThat(slack.account.orders).hasSize(1);
    }

    @Test
    void aSecondExemptionIsAnsweredWithTheFirst() throws IOException {
        press("exempt");
        slack.forgetCallbacks();

        JsonNode again = press("exempt").path("reply");

        assertThat(again.path("text").asText())
                .contains("is exempt already: until 2026-03-31T12:00:42Z, by dana via Slack");
        assertThat(slack.desk.asked).hasSize(1);
    }

    @Test
    void aSecondRevocationIsAnsweredWithTheFirst() throws IOException {
        press("revoke");
        slack.forgetCallbacks();

        JsonNode again = press("revoke").path("reply");

        assertThat(again.path("response_type").asText()).isEqualTo("ephemeral");
        assertThat(again.path("text").asText())
                .contains("had ended already: revoked by dana via Slack (U012AB3CD)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"restore", "exempt", "revoke"})
    void whenNobodyAnswersThePersonIsToldSo(String name) throws IOException {
        slack.desk.down = true;

        JsonNode reply = press(name).path("reply");

        assertThat(reply.path("response_type").asText()).isEqualTo("ephemeral");
        assertThat(reply.path("text").asText()).contains("did not answer").contains("Press again");
        assertThat(slack.account.orders).isEmpty();
    }

    @Test
    void whileTheLimitsCannotBeReadNobodyMayPressAnything() throws IOException {
        slack.account.catalogue.becomeUnreadable();

        assertThat(press(RESTORE).at("/reply/text").asText()).contains("cannot be read");
        assertThat(slack.desk.asked).isEmpty();
    }

    @Test
    void whileTheJournalCannotBeReadAPressIsStillDone() throws IOException {
        slack.journalIsDown = true;

        assertThat(press(RESTORE).at("/reply/text").asText()).contains("can be used again");
        assertThat(slack.troubles).isNotEmpty();
    }

    @Test
    void whileTheSecretOrTheTableCannotBeReadNothingIsTaken() throws IOException {
        slack.secretIsDown = true;

        assertThat(press(RESTORE).at("/response/statusCode").asInt()).isEqualTo(503);
        assertThat(slack.errands).isEmpty();
    }

    @Test
    void whatCannotBeSentOffIsNotReceipted() throws IOException {
        slack.errandIsDown = true;

        assertThat(press(RESTORE).at("/response/statusCode").asInt()).isEqualTo(503);
    }

    @Test
    void aBodyThatIsTooLongIsRefusedUnread() throws IOException {
        ObjectNode event = event(RESTORE);
        event.put("body", "a".repeat(Door.LONGEST_BODY + 1)).put("isBase64Encoded", false);
        assertThat(press(bytes(event)).at("/response/statusCode").asInt()).isEqualTo(413);

        event.put("body", "a".repeat(Door.LONGEST_BODY * 2)).put("isBase64Encoded", true);
        assertThat(press(bytes(event)).at("/response/statusCode").asInt()).isEqualTo(413);
    }

    @Test
    void whatIsSentOffShowsNothingAndIsDoneOnce() throws IOException {
        slack.send(Files.readAllBytes(GoldenFiles.event("slack", RESTORE)));
        JsonNode errand = slack.errands.getFirst();

        assertThat(errand.toString()).doesNotContain("hooks", "AKIA", "U012AB3CD");

        slack.send(bytes(errand));
        assertThat(slack.send(bytes(errand)).has("left")).isTrue();
        assertThat(slack.desk.asked).hasSize(1);
    }

    @Test
    void nobodyElseCanSendThePress() {
        String forged = Envelope.seal("{}", "another-signing-secret-of-theirs", new Random(1));
        ObjectNode event = Json.MAPPER.createObjectNode().put("sealed", forged);

        assertThatThrownBy(() -> slack.send(bytes(event)))
                .isInstanceOf(IllegalArgumentException.class);
        for (String none : List.of("", "AAAA", "%%%")) {
            assertThatThrownBy(() -> slack.send(bytes(event.put("sealed", none))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(slack.desk.asked).isEmpty();
    }

    private JsonNode press(String name) throws IOException {
        return press(Files.readAllBytes(GoldenFiles.event("slack", name)));
    }

    /** What Slack is answered, and what is sent it once the function has done the rest. */
    private JsonNode press(byte[] event) throws IOException {
        slack.errands.clear();
        slack.replies.clear();
        ObjectNode all = Json.MAPPER.createObjectNode();
        all.set("response", slack.send(event));
        if (!slack.errands.isEmpty()) {
            slack.send(bytes(slack.errands.getFirst()));
            all.set("reply", slack.replies.getFirst());
        }
        return all;
    }

    private static ObjectNode event(String name) throws IOException {
        return (ObjectNode)
                Json.MAPPER.readTree(Files.readAllBytes(GoldenFiles.event("slack", name)));
    }

    private static byte[] bytes(JsonNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
