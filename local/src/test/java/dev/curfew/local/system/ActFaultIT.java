package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.aws.AccessKeys;
import dev.curfew.aws.EventBridgeLifecycleEvents;
import dev.curfew.aws.IamAccount;
import dev.curfew.aws.IamQuarantine;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.Acting;
import dev.curfew.core.lifecycle.Operating;
import dev.curfew.local.system.CallFaults.Event;
import dev.curfew.local.system.CallFaults.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.StatusType;

/**
 * Each call of AWS by which revoke disables a key, or operate restores it, fails in each way that
 * it can; then the same is asked again, as Lambda does or a person. What was begun comes to its
 * end, and is written once. {@link LifecycleCrashIT} has the same for deleting and quarantining,
 * with crashes alone.
 */
class ActFaultIT {

    private static final String BY = "arn:aws:iam::000000000000:root";
    private static final Duration LATER = Duration.ofMinutes(30);

    /** So many calls there are at least, or the test looks at something else. */
    private static final int CALLS = 6;

    private static SweptAccount account;
    private static FaultyClients clients;

    private record Point(int call, Fault fault) {}

    @BeforeAll
    static void make() {
        account = SweptAccount.made();
        clients = FaultyClients.on(account.cloud);
    }

    @AfterAll
    static void end() {
        clients.close();
        account.close();
    }

    @Test
    void whicheverCallOfDisablingFailsItIsDisabledOnceInTheEnd() {
        everywhere(
                "disabling",
                (point, stage) -> {
                    String run = planned(stage);
                    Acting.Outcome first =
                            failing(point, () -> stage.acting().act(account.ended, run));
                    String what = what(point);
                    // Without an answer to what decides, nothing is done, and nothing is begun.
                    if (first instanceof Acting.Outcome.Left) {
                        assertThat(point.fault()).as(what).isNotIn(Fault.LOST_ANSWER);
                        assertThat(account.statusOfEnded()).as(what).isEqualTo(StatusType.ACTIVE);
                        assertThat(whats(stage)).as(what).doesNotContain("disabled");
                    }
                    Acting.Outcome last =
                            first instanceof Acting.Outcome.Acted
                                    ? first
                                    : stage.acting().act(account.ended, run);

                    assertThat(last).as(what).isInstanceOf(Acting.Outcome.Acted.class);
                    assertThat(account.statusOfEnded()).as(what).isEqualTo(StatusType.INACTIVE);
                    Identity known = known(stage);
                    assertThat(known.status()).as(what).isEqualTo(IdentityStatus.INACTIVE);
                    assertThat(known.steps().takenAt()).as(what).isNotNull();
                    assertThat(whats(stage)).as(what).containsOnlyOnce("disabled");
                });
    }

    @Test
    void whicheverCallOfRestoringFailsItIsRestoredInTheEnd() {
        everywhere(
                "restoring",
                (point, stage) -> {
                    String run = planned(stage);
                    assertThat(stage.acting().act(account.ended, run))
                            .isInstanceOf(Acting.Outcome.Acted.class);
                    Operating.Outcome first = failing(point, () -> restore(stage));
                    String what = what(point);
                    Operating.Outcome last =
                            first instanceof Operating.Outcome.Done ? first : restore(stage);

                    assertThat(last).as(what).isInstanceOf(Operating.Outcome.Done.class);
                    assertThat(account.statusOfEnded()).as(what).isEqualTo(StatusType.ACTIVE);
                    Identity known = known(stage);
                    assertThat(known.status()).as(what).isEqualTo(IdentityStatus.ACTIVE);
                    assertThat(known.steps().takenAt()).as(what).isNull();
                    assertThat(known.steps().postponedTo()).as(what).isNotNull();
                    assertThat(stage.acting().act(account.ended, run))
                            .as(what)
                            .isInstanceOf(Acting.Outcome.Left.class);
                    assertThat(account.statusOfEnded()).as(what).isEqualTo(StatusType.ACTIVE);
                });
    }

    private interface Attempt {
        void at(Point point, SweptStage stage);
    }

    private static void everywhere(String doing, Attempt attempt) {
        int calls = calls(doing, attempt);
        assertThat(calls).isGreaterThanOrEqualTo(CALLS);
        List<Point> all = new ArrayList<>();
        for (int call = 1; call <= calls; call++) {
            for (Fault fault : Fault.values()) {
                all.add(new Point(call, fault));
            }
        }
        Collections.shuffle(all, new Random(Campaign.SEED));
        List<Point> points = all.subList(0, Campaign.size(all.size(), 18));
        Map<Fault, Integer> done = new EnumMap<>(Fault.class);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            try {
                at(doing + "-" + i, points.get(i), attempt);
            } catch (AssertionError failed) {
                wrong.add(failed.getMessage());
            }
            done.merge(points.get(i).fault(), 1, Integer::sum);
        }
        assertThat(wrong).as("seed %d", Campaign.SEED).isEmpty();
        Campaign.print(
                "%s, of %d calls of AWS, failed at %d points (%s)"
                        .formatted(doing, calls, points.size(), done));
    }

    /** How many calls it makes when none fails. */
    private static int calls(String doing, Attempt attempt) {
        int[] calls = new int[1];
        at(
                doing + "-smooth",
                new Point(Integer.MAX_VALUE, Fault.ERROR),
                (point, stage) -> {
                    attempt.at(point, stage);
                    calls[0] = counted;
                });
        return calls[0];
    }

    private static void at(String name, Point point, Attempt attempt) {
        clients.faults().clear();
        try (SweptStage stage =
                new SweptStage(account, clients, account.tables.copy(name), name, LATER)) {
            attempt.at(point, stage);
        } finally {
            clients.faults().clear();
            account.again();
        }
    }

    /** The run whose plan disables the key. */
    private static String planned(SweptStage stage) {
        stage.sweep();
        return clients.faults().events().stream()
                .filter(each -> each.type().equals("RevocationRequested"))
                .map(Event::detail)
                .filter(each -> each.path("identity").asText().equals(account.ended))
                .map(each -> each.path("run").asText())
                .findFirst()
                .orElseThrow();
    }

    private static int counted;
    private static @Nullable String failed;

    /** What came of it; null when it ended without an answer. */
    private static <T> @Nullable T failing(Point point, Supplier<T> work) {
        clients.faults().arm(point.call(), point.fault());
        try {
            return work.get();
        } catch (CallFaults.Crash | RuntimeException thrown) {
            if (clients.faults().failed() == null) {
                throw new AssertionError("it failed by itself", thrown);
            }
            return null;
        } finally {
            counted = clients.faults().calls();
            failed = clients.faults().failed();
            clients.faults().clear();
        }
    }

    private static String what(Point point) {
        return "%s at call %d, %s".formatted(point.fault(), point.call(), failed);
    }

    private static Operating.Outcome restore(SweptStage stage) {
        return new Operating(
                        SweptAccount.inventory(clients.dynamo(), stage.tables()),
                        new IamAccount(clients.iam()),
                        List.of(new AccessKeys(clients.iam())),
                        new IamQuarantine(clients.iam(), account.quarantine),
                        SweptAccount.catalogue(clients.dynamo(), stage.tables()),
                        new EventBridgeLifecycleEvents(
                                clients.events(), SweptAccount.BUS, "curfew.operate", () -> {}),
                        Clock.offset(Clock.systemUTC(), LATER.multipliedBy(2)))
                .restore(account.ended, BY, "a test");
    }

    private static Identity known(SweptStage stage) {
        return SweptAccount.inventory(account.dynamo, stage.tables())
                .find(account.ended)
                .orElseThrow();
    }

    private static List<String> whats(SweptStage stage) {
        return stage.tables().entries().getOrDefault(account.ended, List.of()).stream()
                .map(each -> each.strip().split(" ", 2)[1])
                .toList();
    }
}
