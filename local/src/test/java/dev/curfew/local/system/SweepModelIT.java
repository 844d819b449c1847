package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.local.CloudOptions;
import dev.curfew.local.CloudOptions.Losses;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.testing.TestCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * However people change the account, and with one event in ten lost, the inventory is the account
 * after a sweep, in all that pages and report show, and after a week of them in all.
 */
class SweepModelIT {

    private static final double LOST = 0.1;
    private static final int ROUNDS = 5;
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void theInventoryIsTheAccount() {
        LocalCloud cloud =
                TestCloud.apart(
                        "lossy",
                        CloudOptions.foreground().withLosses(new Losses(LOST, Campaign.SEED)));
        DeployedCurfew curfew = DeployedCurfew.on(cloud);
        RandomAccount account = new RandomAccount(curfew.iam(), Campaign.SEED);
        int wrong = 0;
        int left = 0;
        int operations = Campaign.size(400, 80);
        Instant day = Instant.now();
        try (Sweeps sweeps = new Sweeps(curfew)) {
            for (int round = 0; round < ROUNDS; round++) {
                account.some(operations);
                sweeps.quiet();
                wrong += differences(curfew).size();

                day = day.plus(DAY);
                sweeps.on(day);
                Map<String, String> after = differences(curfew);
                left += after.size();
                assertThat(after.values())
                        .as("seed %d, round %d", Campaign.SEED, round)
                        .allMatch(difference -> difference.contains("ACCESS_KEY"));
                assertThat(after.values()).noneMatch(difference -> isShown(difference));

                for (int sweep = 1; sweep < 7 && !differences(curfew).isEmpty(); sweep++) {
                    day = day.plus(DAY);
                    sweeps.on(day);
                }
                assertThat(differences(curfew)).as("seed %d", Campaign.SEED).isEmpty();
            }
        } finally {
            cloud.stop();
        }
        // Or the losses would lose nothing.
        assertThat(wrong).isPositive();
        Campaign.print(
                "sweeps after %d operations (%d refused), one event in ten lost: %d identities were wrong before, %d after"
                        .formatted(ROUNDS * operations, account.refused(), wrong, left));
    }

    /**
     * Whether the report shows it: a key's user or status is wrong, and not only which key it is.
     */
    private static boolean isShown(String difference) {
        return !difference.contains("null");
    }

    /** What the inventory has and what the account has, where these differ. */
    private static Map<String, String> differences(DeployedCurfew curfew) {
        Map<String, String> known = PlainAccount.of(curfew.inventory().list());
        Map<String, String> real = PlainAccount.of(curfew.iam());
        Map<String, String> differences = new TreeMap<>();
        known.forEach((id, text) -> {
            if (!text.equals(real.get(id))) {
                differences.put(id, text + " but is " + real.get(id));
            }
        });
        real.forEach((id, text) -> {
            if (!known.containsKey(id)) {
                differences.put(id, "null but is " + text);
            }
        });
        return differences;
    }
}
