package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.aws.AccessKeys;
import dev.curfew.aws.DynamoHeads;
import dev.curfew.aws.DynamoJournal;
import dev.curfew.aws.IamAccount;
import dev.curfew.aws.IamQuarantine;
import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.identity.Steps;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.InMemorySeals;
import dev.curfew.core.journal.SecretNotary;
import dev.curfew.core.journal.Verifying;
import dev.curfew.core.lifecycle.Acting;
import dev.curfew.core.lifecycle.Action;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Operating;
import dev.curfew.core.lifecycle.Plans;
import dev.curfew.core.lifecycle.Quarantine;
import dev.curfew.core.lifecycle.RecordedLifecycleEvents;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.StatusType;

/**
 * Revoke or operate dies before or after any of its calls, and is then told the same again, as
 * Lambda and SQS do, or a person does: what was begun comes to its end, and nothing is done twice.
 * The ports are real, and so is the cloud.
 */
class LifecycleCrashIT {

    private static final Set<String> ORDERS = Set.of("disable", "enable", "delete", "begin", "end");

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** As sudden as the end of a process: nothing after it runs. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Counts the calls of every port and the orders among them, and ends all at one of them. */
    private static final class Crashing {

        private final int at;
        private final boolean after;
        private int calls;
        private int orders;

        Crashing(int at, boolean after) {
            this.at = at;
            this.after = after;
        }

        /** One that counts and never crashes. */
        static Crashing never() {
            return new Crashing(0, false);
        }

        Acting acting() {
            return new Acting(
                    port(Inventory.class, CURFEW.inventory()),
                    port(Account.class, new IamAccount(CURFEW.iam())),
                    List.of(port(Credentials.class, new AccessKeys(CURFEW.iam()))),
                    port(Quarantine.class, quarantine()),
                    port(Catalogue.class, Lifecycles.catalogue()),
                    port(Plans.class, Lifecycles.plans()),
                    port(LifecycleEvents.class, new RecordedLifecycleEvents()),
                    Clock.systemUTC());
        }

        Operating operating() {
            return new Operating(
                    port(Inventory.class, CURFEW.inventory()),
                    port(Account.class, new IamAccount(CURFEW.iam())),
                    List.of(port(Credentials.class, new AccessKeys(CURFEW.iam()))),
                    port(Quarantine.class, quarantine()),
                    port(Catalogue.class, Lifecycles.catalogue()),
                    port(LifecycleEvents.class, new RecordedLifecycleEvents()),
                    Clock.systemUTC());
        }

        private static Quarantine quarantine() {
            return new IamQuarantine(CURFEW.iam(), CURFEW.output("QuarantineArn"));
        }

        private <P> P port(Class<P> type, P behind) {
            return type.cast(
                    Proxy.newProxyInstance(
                            type.getClassLoader(),
                            new Class<?>[] {type},
                            (proxy, method, arguments) -> {
                                if (method.getName().equals("kind")) {
                                    return method.invoke(behind, arguments); // no call at all
                                }
                                boolean here = ++calls == at;
                                if (here && !after) {
                                    throw new Crash();
                                }
                                Object answer;
                                try {
                                    answer = method.invoke(behind, arguments);
                                } catch (InvocationTargetException thrown) {
                                    throw thrown.getCause();
                                }
                                if (ORDERS.contains(method.getName())) {
                                    orders++;
                                }
                                if (here) {
                                    throw new Crash();
                                }
                                return answer;
                            }));
        }
    }

    @BeforeAll
    static void limits() {
        assertThat(Lifecycles.apply("14d").has("applied")).isTrue();
    }

    @Test
    void whereverDisablingDiesItIsDisabledOnceInTheEnd() {
        everywhere(
                "disable",
                (crashing, again) -> {
                    AccessKey key = key();
                    String id = key.accessKeyId();
                    String run = Lifecycles.plan(id, Action.DISABLE);
                    boolean done = survives(() -> crashing.acting().act(id, run));

                    Acting.Outcome outcome = again.acting().act(id, run);

                    assertThat(outcome).isInstanceOf(Acting.Outcome.Acted.class);
                    assertThat(status(key)).isEqualTo(StatusType.INACTIVE);
                    assertThat(Lifecycles.now(id).status()).isEqualTo(IdentityStatus.INACTIVE);
                    assertThat(Lifecycles.now(id).steps().takenAt()).isNotNull();
                    once(id, "disabled", crashing, again);
                    return done;
                });
    }

    @Test
    void whereverDeletingDiesItIsDeletedOnceInTheEnd() {
        everywhere(
                "delete",
                (crashing, again) -> {
                    AccessKey key = key();
                    String id = key.accessKeyId();
                    takenLongAgo(key);
                    String run = Lifecycles.plan(id, Action.DELETE);
                    boolean done = survives(() -> crashing.acting().act(id, run));

                    Acting.Outcome outcome = again.acting().act(id, run);

                    assertThat(outcome).isInstanceOf(Acting.Outcome.Acted.class);
                    assertThat(
                                    CURFEW.iam()
                                            .listAccessKeys(list -> list.userName(key.userName()))
                                            .accessKeyMetadata())
                            .isEmpty();
                    assertThat(Lifecycles.now(id).status()).isEqualTo(IdentityStatus.DELETED);
                    assertThat(crashing.orders + again.orders).isEqualTo(1);
                    holds(id);
                    return done;
                });
    }

    @Test
    void whereverQuarantiningDiesTheRoleIsQuarantinedOnceInTheEnd() {
        everywhere(
                "quarantine",
                (crashing, again) -> {
                    String name = "crash-" + NAMES.incrementAndGet();
                    String id = Lifecycles.role(name);
                    Lifecycles.age(id);
                    Lifecycles.change(
                            id,
                            role ->
                                    role.edit()
                                            .steps(
                                                    role.steps()
                                                            .approved(
                                                                    "arn:aws:iam::000000000000:root"))
                                            .done());
                    String run = Lifecycles.plan(id, Action.QUARANTINE);
                    boolean done = survives(() -> crashing.acting().act(id, run));

                    Acting.Outcome outcome = again.acting().act(id, run);

                    assertThat(outcome).isInstanceOf(Acting.Outcome.Acted.class);
                    assertThat(
                                    CURFEW.iam()
                                            .listAttachedRolePolicies(list -> list.roleName(name))
                                            .attachedPolicies())
                            .hasSize(1);
                    assertThat(Lifecycles.now(id).status()).isEqualTo(IdentityStatus.QUARANTINED);
                    once(id, "quarantined", crashing, again);
                    return done;
                });
    }

    @Test
    void whereverRestoringDiesItIsRestoredInTheEndAndNeverTakenAgainMeanwhile() {
        everywhere(
                "restore",
                (crashing, again) -> {
                    AccessKey key = key();
                    String id = key.accessKeyId();
                    String taken = Lifecycles.plan(id, Action.DISABLE);
                    assertThat(Crashing.never().acting().act(id, taken))
                            .isInstanceOf(Acting.Outcome.Acted.class);
                    String by = "arn:aws:iam::000000000000:root";
                    boolean done = survives(() -> crashing.operating().restore(id, by, "a test"));

                    Operating.Outcome outcome = again.operating().restore(id, by, "a test");

                    assertThat(outcome).isInstanceOf(Operating.Outcome.Done.class);
                    assertThat(status(key)).isEqualTo(StatusType.ACTIVE);
                    Identity restored = Lifecycles.now(id);
                    assertThat(restored.status()).isEqualTo(IdentityStatus.ACTIVE);
                    assertThat(restored.steps().takenAt()).isNull();
                    assertThat(restored.steps().postponedTo())
                            .isAfter(Instant.now().plus(Duration.ofDays(6)));
                    assertThat(crashing.orders + again.orders).isBetween(1, 2);
                    assertThat(
                                    Crashing.never()
                                            .acting()
                                            .act(id, Lifecycles.plan(id, Action.DISABLE)))
                            .isInstanceOf(Acting.Outcome.Left.class);
                    assertThat(status(key)).isEqualTo(StatusType.ACTIVE);
                    holds(id);
                    return done;
                });
    }

    private interface Attempt {
        /**
         * Whether it came to its end without a crash.
         *
         * @param again what comes after the crash
         */
        boolean survives(Crashing crashing, Crashing again);
    }

    private static void everywhere(String what, Attempt attempt) {
        int points = 0;
        for (boolean after : new boolean[] {false, true}) {
            int at = 1;
            while (!attempt.survives(new Crashing(at, after), Crashing.never())) {
                at++;
                points++;
                assertThat(at).as("it comes to an end").isLessThan(100);
            }
        }
        assertThat(points).isGreaterThan(10);
        Campaign.print(what + " died at " + points + " points, before and after every call");
    }

    private static boolean survives(Runnable function) {
        try {
            function.run();
            return true;
        } catch (Crash crash) {
            return false;
        }
    }

    /** It is written once that it was done, and the order was given once. */
    private static void once(String id, String what, Crashing crashing, Crashing again) {
        assertThat(Lifecycles.journal(id)).extracting(Entry::what).containsOnlyOnce(what);
        assertThat(crashing.orders + again.orders).isEqualTo(1);
        holds(id);
    }

    /** The journal has no gap and no fork. */
    private static void holds(String id) {
        Verifying verifying =
                new Verifying(
                        new DynamoJournal(CURFEW.dynamo(), CURFEW.output("JournalTable")),
                        new DynamoHeads(
                                CURFEW.dynamo(),
                                CURFEW.output("LeasesTable"),
                                CURFEW.output("InventoryTable")),
                        new InMemorySeals(),
                        new SecretNotary("unused"));
        assertThat(verifying.look(id, Instant.now()).flaws()).isEmpty();
    }

    private static AccessKey key() {
        AccessKey key = Lifecycles.key("crash-" + NAMES.incrementAndGet());
        Lifecycles.age(key.accessKeyId());
        return key;
    }

    /** Disabled, and so long ago that it may be deleted. */
    private static void takenLongAgo(AccessKey key) {
        Instant at = Instant.now().minus(Duration.ofDays(15)).truncatedTo(ChronoUnit.SECONDS);
        CURFEW.iam()
                .updateAccessKey(update ->
                        update.userName(key.userName())
                                .accessKeyId(key.accessKeyId())
                                .status(StatusType.INACTIVE));
        CURFEW.eventually(key.accessKeyId(), known -> known.status() == IdentityStatus.INACTIVE);
        Lifecycles.change(
                key.accessKeyId(),
                known ->
                        known.edit()
                                .status(IdentityStatus.INACTIVE, at)
                                .steps(Steps.NONE.warned(at.minus(Duration.ofDays(8))).taken(at))
                                .done());
    }

    private static StatusType status(AccessKey key) {
        return CURFEW.iam()
                .listAccessKeys(list -> list.userName(key.userName()))
                .accessKeyMetadata()
                .getFirst()
                .status();
    }
}
