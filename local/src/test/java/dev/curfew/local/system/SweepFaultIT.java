package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.aws.DynamoHeads;
import dev.curfew.aws.DynamoJournal;
import dev.curfew.core.journal.InMemorySeals;
import dev.curfew.core.journal.SecretNotary;
import dev.curfew.core.journal.Verifying;
import dev.curfew.core.lifecycle.Acting;
import dev.curfew.local.system.CallFaults.Event;
import dev.curfew.local.system.CallFaults.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.StatusType;

/**
 * Each call of AWS that a sweep makes fails in each way that it can, and what was begun is done
 * again, as SQS does it: in the end all is as if nothing had failed. The adapters are those of the
 * functions, and the services those of the local cloud. With the other tests 48 of all pairs of
 * call and failure are tried; with {@code -Dcurfew.campaign=full} all. Some calls are made at once,
 * so a number need not be the same call in each run.
 */
class SweepFaultIT {

    /** So many calls there are at least, or the sweep has lost some of its work. */
    private static final int CALLS = 60;

    /** Of these, the caller learns that it has no answer. */
    private static final Set<Fault> ANSWERLESS =
            EnumSet.of(Fault.ERROR, Fault.THROTTLED, Fault.TIMEOUT);

    private static final Set<String> READS = Set.of("GetAccessKeyLastUsed", "GetItem", "Scan");

    /** So long after the first sweep. */
    private static final Duration LATER = Duration.ofMinutes(30);

    private static SweptAccount account;
    private static FaultyClients clients;
    private static Map<String, String> plainly;

    private record Point(int call, Fault fault) {}

    /** What a sweep without any failure comes to. */
    private record Smooth(
            int calls, int deliveries, Map<String, List<String>> entries, Set<String> told) {}

    @BeforeAll
    static void make() {
        account = SweptAccount.made();
        clients = FaultyClients.on(account.cloud);
        plainly = account.plainly();
    }

    @AfterAll
    static void end() {
        clients.close();
        account.close();
    }

    @Test
    void whicheverCallFailsAndHoweverAllIsAsIfNothingHadFailed() {
        Smooth smooth = smooth();
        List<Point> points = points(smooth.calls());
        Map<Fault, Integer> done = new EnumMap<>(Fault.class);
        int again = 0;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            try {
                again += fails(point, smooth, i) - smooth.deliveries();
            } catch (AssertionError failed) {
                wrong.add(failed.getMessage());
                account.again();
            }
            done.merge(point.fault(), 1, Integer::sum);
        }
        assertThat(wrong).as("seed %d", Campaign.SEED).isEmpty();
        Campaign.print(
                "a sweep of %d calls of AWS failed at %d points (%s), %d steps were done again"
                        .formatted(smooth.calls(), points.size(), done, again));
    }

    private static List<Point> points(int calls) {
        List<Point> all = new ArrayList<>();
        for (int call = 1; call <= calls; call++) {
            for (Fault fault : Fault.values()) {
                all.add(new Point(call, fault));
            }
        }
        Collections.shuffle(all, new Random(Campaign.SEED));
        return all.subList(0, Campaign.size(all.size(), 48));
    }

    private static Smooth smooth() {
        try (SweptStage stage = stage("smooth")) {
            stage.sweep();
            int calls = clients.faults().calls();
            Set<String> told = told(clients.faults().events());

            assertThat(known(stage)).isEqualTo(plainly);
            assertThat(calls).isGreaterThan(CALLS);
            assertThat(stage.lost()).isZero();
            assertThat(told).anyMatch(each -> each.startsWith("IdentityWarned"));
            assertThat(told).anyMatch(each -> each.startsWith("FindingRaised"));
            assertThat(told).contains("RevocationRequested " + account.ended);
            return new Smooth(calls, stage.deliveries(), stage.tables().entries(), told);
        }
    }

    /** How many steps it took. */
    private static int fails(Point point, Smooth smooth, int number) {
        try (SweptStage stage = stage("point-" + number)) {
            clients.faults().arm(point.call(), point.fault());
            stage.sweep();
            String what =
                    "%s at call %d, %s"
                            .formatted(point.fault(), point.call(), clients.faults().failed());
            List<Event> events = new ArrayList<>(clients.faults().events());
            int deliveries = stage.deliveries();

            assertThat(differences(plainly, known(stage))).as(what).isEmpty();
            boolean cautious = isCautious(point, smooth, stage, events);
            if (cautious) {
                assertThat(smooth.told()).as(what).containsAll(requests(told(events)));
                clients.faults().clear();
                stage.sweep();
                events.addAll(clients.faults().events());
            }
            assertThat(differences(acts(smooth.entries()), acts(stage.tables().entries())))
                    .as(what)
                    .isEmpty();
            heard(what, smooth, told(events), stage.lost());
            if (!cautious) {
                assertThat(differences(smooth.entries(), stage.tables().entries()))
                        .as(what)
                        .isEmpty();
            }
            stands(what, stage);
            acts(what, stage, events);
            return deliveries;
        }
    }

    /**
     * Whether the run rightly came to less: what it could not read, of a use or of the limits, is
     * unknown, and then nothing becomes of anybody before the run that can read it.
     */
    private static boolean isCautious(
            Point point, Smooth smooth, SweptStage stage, List<Event> events) {
        boolean less =
                !stage.tables().entries().equals(smooth.entries())
                        || !told(events).containsAll(requests(smooth.told()));
        return less
                && ANSWERLESS.contains(point.fault())
                && READS.contains(String.valueOf(clients.faults().failed()));
    }

    /** What was done and told, without what a run only thought of each. */
    private static Map<String, List<String>> acts(Map<String, List<String>> entries) {
        Map<String, List<String>> acts = new TreeMap<>();
        entries.forEach((id, all) ->
                acts.put(
                        id,
                        all.stream()
                                .map(each -> each.strip().split(" ", 2)[1])
                                .filter(each -> !each.equals("judged"))
                                .toList()));
        return acts;
    }

    private static Set<String> requests(Set<String> told) {
        Set<String> requests = new TreeSet<>(told);
        requests.removeIf(each -> !each.startsWith("RevocationRequested"));
        return requests;
    }

    private static SweptStage stage(String name) {
        clients.faults().clear();
        return new SweptStage(account, clients, account.tables.copy(name), name, LATER);
    }

    private static Map<String, String> known(SweptStage stage) {
        return PlainAccount.of(SweptAccount.inventory(account.dynamo, stage.tables()).list());
    }

    private static <T> List<String> differences(Map<String, T> expected, Map<String, T> real) {
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(real.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(expected.get(key), real.get(key)))
                .map(key -> key + ": " + real.get(key) + " and not " + expected.get(key))
                .toList();
    }

    /** What the bus took, each once. */
    private static Set<String> told(List<Event> events) {
        Set<String> told = new TreeSet<>();
        for (Event each : events) {
            String id = each.detail().path("id").asText(each.detail().path("identity").asText());
            told.add(
                    (each.type() + " " + id + " " + each.detail().path("finding").asText())
                            .strip());
        }
        return told;
    }

    /**
     * Warnings and requests are told whatever fails, and again rather than not: people may read a
     * warning twice, and revoke does nothing twice. What is found stands in the inventory, so its
     * event may be lost, but not uncounted; that an identity was recorded, nobody waits to hear.
     */
    private static void heard(String what, Smooth smooth, Set<String> told, int lost) {
        assertThat(smooth.told())
                .as(what)
                .containsAll(told.stream().filter(each -> !each.endsWith(" USE_UNKNOWN")).toList());
        Set<String> missing = new TreeSet<>(smooth.told());
        missing.removeAll(told);
        missing.removeIf(each -> each.startsWith("IdentityRecorded"));
        if (lost > 0) {
            missing.removeIf(each -> each.startsWith("FindingRaised"));
        }
        assertThat(missing).as(what).isEmpty();
    }

    /** A sweep that comes after it has nothing to write. */
    private static void stands(String what, SweptStage stage) {
        Map<String, String> before = stage.tables().items();
        clients.faults().clear();
        stage.sweep();
        assertThat(differences(before, stage.tables().items())).as(what).isEmpty();
    }

    /** However often it was asked for, the key is disabled once. */
    private static void acts(String what, SweptStage stage, List<Event> events) {
        clients.faults().clear();
        Acting acting = stage.acting();
        for (Event each : events) {
            if (each.type().equals("RevocationRequested")) {
                assertThat(
                                acting.act(
                                        each.detail().path("identity").asText(),
                                        each.detail().path("run").asText()))
                        .as(what)
                        .isInstanceOf(Acting.Outcome.Acted.class);
            }
        }
        assertThat(account.statusOfEnded()).as(what).isEqualTo(StatusType.INACTIVE);
        assertThat(clients.faults().done("UpdateAccessKey")).as(what).isEqualTo(1);
        assertThat(
                        new Verifying(
                                        new DynamoJournal(account.dynamo, stage.tables().journal()),
                                        new DynamoHeads(
                                                account.dynamo,
                                                stage.tables().inventory(),
                                                stage.tables().inventory()),
                                        new InMemorySeals(),
                                        new SecretNotary("unused"))
                                .look(account.ended, Instant.now())
                                .flaws())
                .as(what)
                .isEmpty();
        account.again();
    }
}
