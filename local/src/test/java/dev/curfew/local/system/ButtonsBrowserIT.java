package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.Action;
import dev.curfew.local.slack.Places;
import dev.curfew.local.slack.SlackPage;
import dev.curfew.local.testing.TestCloud;
import dev.curfew.local.web.Browser;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKey;

/**
 * From a stale key to the person who gives it back, with nothing in between that is not the real
 * thing: the limits take the key, the message is seen in a browser, and its button is pressed
 * there.
 */
class ButtonsBrowserIT {

    @Test
    void aPersonSeesThatAKeyWasDisabledAndGivesItBack() {
        try (Browser browser = Browser.start(ButtonsBrowserIT.class)) {
            applyLimits();
            SlackPage slack = TestCloud.slack();
            AccessKey key = Lifecycles.key("buttons-it");
            String id = key.accessKeyId();
            Lifecycles.age(id);
            Lifecycles.request(id, Lifecycles.plan(id, Action.DISABLE));
            CURFEW.eventually(id, known -> known.status() == IdentityStatus.INACTIVE);
            untilTold(slack, id);
            Page tab = browser.fresh(ColorScheme.LIGHT).newPage();
            tab.navigate(slack.link().toString());
            Locator message =
                    tab.getByRole(AriaRole.ARTICLE)
                            .filter(
                                    new Locator.FilterOptions()
                                            .setHasText("Access key " + id + " was disabled"));
            Browser.keep(tab, "buttons-disabled");

            message.getByRole(AriaRole.BUTTON, named("Restore")).click();
            tab.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, named("Restore")).click();

            CURFEW.eventually(id, known -> known.status() == IdentityStatus.ACTIVE);
            tab.getByText("restored by you via Slack (" + Places.USER + ")").first().waitFor();
            Browser.keep(tab, "buttons-restored");
        }
    }

    /** Those of other tests, and the person of the page among those who may press buttons. */
    private static void applyLimits() {
        assertThat(
                        Lifecycles.operate(
                                        """
                                        {"operation": "limits.apply", "limits": {
                                          "people": [{"slack": "%s", "name": "you"}],
                                          "rules": [{"path": "/lifecycle-it/", "kinds": ["ACCESS_KEY"],
                                            "enforce": true, "delete": "30d"}]}}
                                        """
                                                .formatted(Places.USER))
                                .has("applied"))
                .isTrue();
    }

    private static void untilTold(SlackPage slack, String id) {
        Instant patience = Instant.now().plusSeconds(60);
        while (slack.messages().stream().noneMatch(each -> each.toString().contains(id))) {
            assertThat(Instant.now()).as("the message is on the page").isBefore(patience);
            DeployedCurfew.pause();
        }
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }
}
