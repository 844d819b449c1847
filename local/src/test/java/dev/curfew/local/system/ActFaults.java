package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.local.system.CallFaults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Does one thing to an identity over and over, on a cloud of its own, and each time another of its
 * calls of AWS fails in another way.
 */
final class ActFaults implements AutoCloseable {

    /** So long after the first sweep. */
    private static final Duration LATER = Duration.ofMinutes(30);

    final SweptAccount account = SweptAccount.made();
    final FaultyClients clients = FaultyClients.on(account.cloud);
    private final AtomicInteger stages = new AtomicInteger();

    /** A call of AWS, counted from 1, and how it fails. */
    record Point(int call, Fault fault) {
        /** None of its calls fails. */
        static final Point NONE = new Point(Integer.MAX_VALUE, Fault.ERROR);
    }

    /**
     * At all points, or a sample of them; what does not hold at some is told of all at once.
     *
     * @param calls so many calls there are at least, or the test looks at something else
     * @param sample how many points are enough with the other tests
     */
    void everywhere(String doing, int calls, int sample, Consumer<FaultedAct> attempt) {
        List<Point> all = new ArrayList<>();
        FaultedAct smooth = at(Point.NONE, attempt);
        assertThat(smooth.calls()).isGreaterThanOrEqualTo(calls);
        for (int call = 1; call <= smooth.calls(); call++) {
            for (Fault fault : Fault.values()) {
                all.add(new Point(call, fault));
            }
        }
        Collections.shuffle(all, new Random(Campaign.SEED + doing.hashCode()));
        List<Point> points = all.subList(0, Campaign.size(all.size(), sample));
        Map<Fault, Integer> done = new EnumMap<>(Fault.class);
        Set<String> failed = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        for (Point point : points) {
            try {
                String call = at(point, attempt).failedCall();
                assertThat(call).as("%s fails", point).isNotNull();
                failed.add(call);
            } catch (AssertionError found) {
                wrong.add(found.getMessage());
            }
            done.merge(point.fault(), 1, Integer::sum);
        }
        assertThat(wrong).as("seed %d, of %d points", Campaign.SEED, points.size()).isEmpty();
        Campaign.print(
                "%s, of %d calls of AWS, failed at %d points (%s; %s)"
                        .formatted(doing, smooth.calls(), points.size(), done, failed));
    }

    private FaultedAct at(Point point, Consumer<FaultedAct> attempt) {
        clients.faults().clear();
        String name = "act-" + stages.incrementAndGet();
        try (SweptStage stage =
                new SweptStage(account, clients, account.tables.copy(name), name, LATER)) {
            FaultedAct act = new FaultedAct(this, stage, point);
            attempt.accept(act);
            return act;
        } finally {
            clients.faults().clear();
        }
    }

    @Override
    public void close() {
        clients.close();
        account.close();
    }
}
