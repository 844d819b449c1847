package dev.curfew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.curfew.cli.Curfews.Ended;
import dev.curfew.cli.Curfews.Running;
import dev.curfew.core.document.Json;
import dev.curfew.local.testing.TestCloud;
import dev.curfew.local.web.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.StatusType;

/** {@code curfew console} on the deployed stack, as a person with a browser has it. */
class ConsoleBrowserIT {

    private static final String USER = "console-batch";

    @TempDir private static Path directory = Path.of("");

    private static List<Browser> browsers = List.of();
    private static List<Curfews> shared = List.of();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        browsers = List.of(Browser.start(ConsoleBrowserIT.class));
        shared = List.of(new Curfews(directory));
    }

    @AfterAll
    static void stop() {
        browsers.forEach(Browser::close);
    }

    private static Curfews curfew() {
        return shared.getFirst();
    }

    private static Running console() throws IOException, InterruptedException {
        Running console = curfew().start("console", "--json");
        console.awaitOutput("}");
        return console;
    }

    private static Page look(BrowserContext person, Running console) throws IOException {
        Page tab = person.newPage();
        tab.setViewportSize(1280, 800);
        tab.navigate(Json.read(Files.readString(console.out())).path("link").asText());
        return tab;
    }

    private static void end(Running console) throws IOException, InterruptedException {
        console.signal("TERM");
        assertThat(console.end().exit()).as(Files.readString(console.err())).isZero();
    }

    private static String issued(String agent) throws IOException, InterruptedException {
        Ended issued =
                curfew().run(
                                "issue",
                                "--task",
                                "exec-read",
                                "--allow",
                                Curfews.ALLOWED,
                                "--agent",
                                agent,
                                "--for",
                                "10m",
                                "--json");
        assertThat(issued.exit()).as(issued.err()).isZero();
        return Json.read(issued.out()).path("lease").asText();
    }

    @Test
    void aLeaseIsSeenLiveAndRevokedWithTheKeyboardAlone() throws IOException, InterruptedException {
        String lease = issued("console-agent");
        Running console = console();
        try (BrowserContext person = browsers.getFirst().fresh(ColorScheme.LIGHT)) {
            Page tab = look(person, console);
            Locator row = tab.locator("tr[data-lease='" + lease + "']");
            assertThat(row.textContent()).contains("active", "console-agent", "s left");
            String left = row.locator(".left time").textContent();
            tab.waitForCondition(() -> !row.locator(".left time").textContent().equals(left));
            Browser.keep(tab, "console-live");

            tab.keyboard().press("Tab");
            assertThat(focused(tab)).isEqualTo("Skip to the content");
            tab.keyboard().press("Enter");
            tabTo(tab, "Revoke lease " + lease);
            tab.keyboard().press("Enter");
            tab.getByRole(AriaRole.HEADING, named("Revoke lease " + lease)).waitFor();
            assertThat(tab.getByText("No open lease was handed on from it").isVisible()).isTrue();
            tabTo(tab, "reason");
            tab.keyboard().type("the browser test is done with it");
            Browser.keep(tab, "console-confirm");
            assertThat(curfew().states("console-agent")).containsExactly("ACTIVE");
            tab.keyboard().press("Enter");

            tab.getByText("Done.").waitFor();
            assertThat(tab.getByRole(AriaRole.MAIN).textContent())
                    .contains("revoked", "IAM took the role’s policy");
            Browser.keep(tab, "console-revoked");
            assertThat(curfew().states("console-agent")).containsExactly("REVOKED");
            tabTo(tab, "Its journal");
            tab.keyboard().press("Enter");
            tab.getByText("the browser test is done with it").waitFor();
            assertThat(tab.getByText("The journal holds by itself").isVisible()).isTrue();
            Browser.keep(tab, "console-journal");
        } finally {
            end(console);
        }
    }

    @Test
    void anEndIsSeenWithoutLoadingThePageAgainAndARefusalSaysWhatToDo()
            throws IOException, InterruptedException {
        String lease = issued("console-watched");
        Running console = console();
        try (BrowserContext person = browsers.getFirst().fresh(ColorScheme.DARK)) {
            Page tab = look(person, console);
            assertThat(tab.locator("tr[data-lease='" + lease + "']").isVisible()).isTrue();
            Browser.keep(tab, "console-live-dark");

            assertThat(curfew().run("release", lease).exit()).isZero();

            tab.getByRole(AriaRole.STATUS)
                    .filter(new Locator.FilterOptions().setHasText(lease))
                    .waitFor(new Locator.WaitForOptions().setState(ATTACHED));
            assertThat(tab.locator("tr[data-lease='" + lease + "']").count()).isZero();

            tab.navigate(tab.url() + "lease?id=" + lease);
            assertThat(tab.getByRole(AriaRole.MAIN).textContent()).contains("released");
        } finally {
            end(console);
        }
    }

    private static final com.microsoft.playwright.options.WaitForSelectorState ATTACHED =
            com.microsoft.playwright.options.WaitForSelectorState.ATTACHED;

    @Test
    void aKeyThatCurfewDisabledIsRestoredAndExempted() throws IOException, InterruptedException {
        String key = disabled();
        Running console = console();
        try (BrowserContext person = browsers.getFirst().fresh(ColorScheme.LIGHT)) {
            Page tab = look(person, console);
            String root = tab.url();
            tab.navigate(root + "identities?status=INACTIVE&text=" + USER);
            assertThat(tab.getByRole(AriaRole.MAIN).textContent()).contains(key);
            Browser.keep(tab, "console-inventory");
            tab.getByRole(AriaRole.LINK, named(USER)).click();
            assertThat(tab.getByRole(AriaRole.MAIN).textContent())
                    .contains("inactive", "by Curfew at", "delete");
            Browser.keep(tab, "console-taken");

            tab.getByRole(AriaRole.LINK, named("Restore…")).click();
            assertThat(status(key)).isEqualTo(StatusType.INACTIVE);
            tab.getByLabel("Reason").fill("the batch needs it");
            tab.getByRole(AriaRole.BUTTON, named("Restore it now")).click();
            tab.getByText("Left alone until").waitFor();
            Browser.keep(tab, "console-restored");
            assertThat(status(key)).isEqualTo(StatusType.ACTIVE);

            tab.getByRole(AriaRole.LINK, named("See it as it stands")).click();
            tab.getByRole(AriaRole.LINK, named("Exempt…")).click();
            tab.getByLabel("Owner").fill("data-team");
            tab.getByLabel("Days").fill("30");
            tab.getByLabel("Reason").fill("moving to a role");
            tab.getByRole(AriaRole.BUTTON, named("Exempt it now")).click();
            tab.getByText("Exempt until").waitFor();
            tab.getByRole(AriaRole.LINK, named("See it as it stands")).click();
            assertThat(tab.getByRole(AriaRole.MAIN).textContent())
                    .contains("for data-team: moving to a role", "it is exempt until");

            tab.navigate(root + "restore?identity=" + key);
            tab.getByLabel("Reason").fill("once more");
            tab.getByRole(AriaRole.BUTTON, named("Restore it now")).click();
            tab.getByText("Done.").or(tab.getByText("Curfew refused")).waitFor();
        } finally {
            end(console);
        }
    }

    /** A key past its limit, as the sweep left it. */
    private static String disabled() throws IOException, InterruptedException {
        Path limits =
                Files.writeString(
                        directory.resolve("limits.yaml"),
                        """
                        rules:
                          - path: /console/
                            kinds: [ACCESS_KEY]
                            enforce: true
                            age: 10s
                            warn: 0s
                            new: 0s
                        """);
        Ended applied = curfew().run("limits", "apply", limits.toString());
        assertThat(applied.exit()).as(applied.err()).isZero();
        String key;
        try (IamClient iam = TestCloud.get().client(IamClient.builder())) {
            iam.createUser(make -> make.userName(USER).path("/console/"));
            key = iam.createAccessKey(make -> make.userName(USER)).accessKey().accessKeyId();
        }
        Instant latest = Instant.now().plus(Duration.ofSeconds(90));
        while (status(key) == StatusType.ACTIVE) {
            assertThat(Instant.now()).as("swept, and the key still works").isBefore(latest);
            curfew().run("sweep");
        }
        while (!shown(key).path("status").asText().equals("INACTIVE")) {
            assertThat(Instant.now()).as("the inventory does not tell it").isBefore(latest);
        }
        return key;
    }

    private static JsonNode shown(String key) throws IOException, InterruptedException {
        return Json.read(curfew().run("identity", "show", key, "--json").out());
    }

    private static StatusType status(String key) {
        try (IamClient iam = TestCloud.get().client(IamClient.builder())) {
            return iam.listAccessKeys(list -> list.userName(USER)).accessKeyMetadata().stream()
                    .filter(each -> each.accessKeyId().equals(key))
                    .findFirst()
                    .orElseThrow()
                    .status();
        }
    }

    @Test
    void whatTheCredentialsMayNotReadIsNamedAndTheRestIsShown()
            throws IOException, InterruptedException {
        Map<String, String> nobody;
        try (IamClient iam = TestCloud.get().client(IamClient.builder())) {
            iam.createUser(make -> make.userName("console-blind"));
            var key = iam.createAccessKey(make -> make.userName("console-blind")).accessKey();
            nobody =
                    Map.of(
                            "AWS_ACCESS_KEY_ID", key.accessKeyId(),
                            "AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
        }
        Running console = curfew().start(nobody, Curfews.command("console", "--json"));
        console.awaitOutput("}");
        try (BrowserContext person = browsers.getFirst().fresh(ColorScheme.LIGHT)) {
            Page tab = look(person, console);

            assertThat(tab.getByRole(AriaRole.MAIN).textContent())
                    .contains("This is not known now", "AccessDenied", "dynamodb:GetItem and Scan");
            Browser.keep(tab, "console-blind");
        } finally {
            end(console);
        }
    }

    private static void tabTo(Page tab, String label) {
        for (int i = 0; i < 40 && !focused(tab).equals(label); i++) {
            tab.keyboard().press("Tab");
        }
        assertThat(focused(tab)).isEqualTo(label);
    }

    /** What has the focus: its text, or its name where it is a field. */
    private static String focused(Page tab) {
        return String.valueOf(
                        tab.evaluate(
                                "document.activeElement.name || document.activeElement.textContent"))
                .strip();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
