package dev.curfew.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.curfew.local.web.Browser;
import dev.curfew.local.web.Links;
import dev.curfew.local.web.Visitor;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page as a person has it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlackBrowserIT {
    private static final String DISABLED =
            """
            [{"type":"header","text":{"type":"plain_text","text":"Access key disabled"}},
             {"type":"section","text":{"type":"mrkdwn","text":"`AKIA2112B2F7BEBA4CBA` of *nightly-batch* was made inactive: 91 days old, of 90 that it may become."},
              "fields":[{"type":"mrkdwn","text":"*Owner*\\ndata-team"},{"type":"mrkdwn","text":"*Next*\\ndeleted on 2026-12-09"}]},
             {"type":"actions","elements":[
              {"type":"button","action_id":"restore","value":"AKIA2112B2F7BEBA4CBA","style":"primary","text":{"type":"plain_text","text":"Restore"},
               "confirm":{"title":{"type":"plain_text","text":"Restore this key?"},"text":{"type":"mrkdwn","text":"It works again at once."},
                "confirm":{"type":"plain_text","text":"Restore it"},"deny":{"type":"plain_text","text":"Leave it"}}},
              {"type":"button","action_id":"exempt","value":"AKIA2112B2F7BEBA4CBA","text":{"type":"plain_text","text":"Exempt 30 days"}},
              {"type":"button","action_id":"revoke","value":"AKIA2112B2F7BEBA4CBA","style":"danger","text":{"type":"plain_text","text":"Revoke now"}}]},
             {"type":"divider"},
             {"type":"context","elements":[{"type":"mrkdwn","text":"finding f-1 by <https://a.example/|sweep>"}]}]\
            """;

    private final SlackSecret secret = SlackSecret.random();
    private @Nullable Browser browser;
    private StubApp app;
    private SlackPage page;
    private BrowserContext person;
    private final List<String> dialogs = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();

    @BeforeAll
    void start() {
        browser = Browser.start(SlackBrowserIT.class);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        app = new StubApp(secret.signingSecret());
        URI url = app.url();
        page = SlackPage.open(0, secret, Links.newKey(), Clock.systemUTC(), () -> Optional.of(url));
        person = fresh(ColorScheme.LIGHT);
    }

    @AfterEach
    void close() {
        person.close();
        page.close();
        app.close();
    }

    private BrowserContext fresh(ColorScheme colors) {
        return Objects.requireNonNull(browser).fresh(colors);
    }

    private Page look(BrowserContext who) {
        Page tab = who.newPage();
        tab.onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });
        tab.onRequest(request -> {
            if (!request.url().startsWith(page.address().toString())) {
                foreign.add(request.url());
            }
        });
        tab.navigate(page.link().toString());
        return tab;
    }

    @Test
    void aPersonSeesTheMessageAndRestoresWithTheKeyboardAlone() {
        app.says =
                "{\"text\":\":white_check_mark: Restored by *you*: the key is active again\",\"response_type\":\"in_channel\"}";
        post(DISABLED);
        Page tab = look(person);
        assertThat(tab.getByRole(AriaRole.HEADING, named("Access key disabled")).isVisible())
                .isTrue();

        tabTo(tab, "Restore");
        Browser.keep(tab, "slack-message");
        tab.keyboard().press("Enter");

        Locator dialog = tab.getByRole(AriaRole.DIALOG);
        assertThat(dialog.isVisible()).isTrue();
        assertThat(dialog.textContent()).contains("Restore this key?", "It works again at once.");
        assertThat(focused(tab)).as("Enter once too often does nothing").isEqualTo("Leave it");
        Browser.keep(tab, "slack-confirm");
        tab.keyboard().press("Escape");
        assertThat(dialog.isVisible()).isFalse();
        assertThat(app.presses()).isEmpty();

        tab.keyboard().press("Enter");
        tab.keyboard().press("Tab");
        assertThat(focused(tab)).isEqualTo("Restore it");
        tab.keyboard().press("Enter");
        tab.getByText("Restored by").waitFor();

        assertThat(app.presses()).hasSize(1);
        assertThat(app.presses().getFirst().at("/actions/0/action_id").asText())
                .isEqualTo("restore");
        assertThat(tab.getByRole(AriaRole.STATUS).first().textContent())
                .startsWith("You pressed Restore: the app answered 200");
        Browser.keep(tab, "slack-restored");
        assertThat(foreign).isEmpty();
    }

    @Test
    void aButtonWithoutConfirmationIsPressedAtOnce() {
        post(DISABLED);
        Page tab = look(person);

        tab.getByRole(AriaRole.BUTTON, button("Revoke now")).click();
        tab.getByText("You pressed Revoke now").waitFor();

        assertThat(app.presses().getFirst().at("/actions/0/action_id").asText())
                .isEqualTo("revoke");
    }

    @Test
    void inTheDarkItIsDark() {
        post(DISABLED);
        try (BrowserContext dark = fresh(ColorScheme.DARK)) {
            String darkGround = ground(look(dark));
            assertThat(darkGround).isNotEqualTo(ground(look(person)));
            Browser.keep(dark.pages().getFirst(), "slack-dark");
        }
    }

    static List<String> hostile() {
        return Hostile.TEXTS;
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextIsShownAndDoesNothing(String text) throws JsonProcessingException {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        post(Hostile.blocks(text));
        post(Hostile.blocks(escaped));
        Page tab = look(person);

        for (Locator each : tab.locator("article button, article a").all()) {
            each.dispatchEvent("mouseover");
            each.dispatchEvent("focus");
        }

        assertThat(tab.evaluate("window.hit === undefined")).isEqualTo(true);
        assertThat(
                        tab.locator(
                                        "script, img, svg, iframe, base, main meta, [onerror], [onclick], [onload], [onfocus], [onmouseover]")
                                .count())
                .isZero();
        assertThat(tab.locator("form").all())
                .allSatisfy(form -> assertThat(form.getAttribute("action")).isEqualTo("/press"));
        assertThat(tab.locator("a[href^=javascript], a[href^=data]").count()).isZero();
        assertThat(tab.url()).startsWith(page.address().toString());
        // As Slack shows it, the escaped one reads as it was meant; controls aside.
        assertThat(tab.locator("article").last().locator(".context").innerText())
                .isEqualToIgnoringWhitespace(
                        text.replace("\u202e", "\ufffd").replace("\u0000", "\ufffd"));
        assertThat(dialogs).isEmpty();
        assertThat(foreign).isEmpty();
    }

    @Test
    void evenAScriptThatGotInWouldNotRun() {
        post(DISABLED);
        Page tab = look(person);

        tab.evaluate(
                "() => { const s = document.createElement('script'); s.textContent = 'window.hit=1'; document.body.append(s); }");
        tab.evaluate(
                "() => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.hit=1>')");

        assertThat(tab.evaluate("window.hit === undefined")).isEqualTo(true);
    }

    @Test
    void theLinkLetsInOneBrowserAndNoOther() {
        String link = page.link().toString();
        Page tab = person.newPage();
        tab.navigate(link);
        assertThat(tab.url()).isEqualTo(page.address() + "/c/C0CURFEW1");
        assertThat(tab.content()).contains("Nothing was said here yet.");

        try (BrowserContext other = fresh(ColorScheme.LIGHT)) {
            Page second = other.newPage();
            assertThat(second.navigate(link).status()).isEqualTo(403);
            assertThat(second.content()).contains("`./curfew status` prints a new one.");
            assertThat(second.navigate(page.address() + "/c/C0CURFEW1").status()).isEqualTo(403);
        }
    }

    @Test
    void anotherPageOfTheSameBrowserCannotPress() {
        post(DISABLED);
        look(person);
        Message message = page.messages().getFirst();
        Page elsewhere = person.newPage();
        elsewhere.navigate(app.url().toString());
        elsewhere.setContent(
                "<form method=post action='%s/press'><input name=channel value=%s><input name=ts value=%s><input name=block value='%s'><input name=action value=restore><button>go</button></form>"
                        .formatted(
                                page.address(),
                                message.channel(),
                                message.ts(),
                                message.blocks().get(2).path("block_id").asText()));

        elsewhere.getByRole(AriaRole.BUTTON, button("go")).click();
        elsewhere.waitForURL("**/press");

        assertThat(app.presses()).isEmpty();
        assertThat(elsewhere.content()).contains("not ");
    }

    private void post(String blocks) {
        var answer =
                new Visitor(page.address())
                        .with("Authorization", "Bearer " + secret.token())
                        .with("Content-Type", "application/json")
                        .post(
                                "/api/chat.postMessage",
                                new ObjectMapper()
                                        .createObjectNode()
                                        .put("channel", Places.CHANNEL)
                                        .put("text", "x")
                                        .put("blocks", blocks)
                                        .toString());
        assertThat(answer.body()).startsWith("{\"ok\":true");
    }

    private static void tabTo(Page tab, String label) {
        for (int i = 0; i < 30 && !focused(tab).equals(label); i++) {
            tab.keyboard().press("Tab");
        }
        assertThat(focused(tab)).isEqualTo(label);
    }

    private static String focused(Page tab) {
        return String.valueOf(tab.evaluate("document.activeElement.textContent")).strip();
    }

    private static String ground(Page tab) {
        return String.valueOf(tab.evaluate("getComputedStyle(document.body).backgroundColor"));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions button(String name) {
        return named(name).setExact(true);
    }
}
