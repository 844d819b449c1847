package dev.curfew.bench.sweep;

import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityEvents;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.Plans;
import dev.curfew.core.lifecycle.Stop;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.core.sweep.Announcements;
import dev.curfew.core.sweep.Sweeping;
import dev.curfew.core.sweep.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What is not measured: bucket, catalogue and bus, in memory; the limits are the defaults. */
final class Bench {

    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<String, Plan> plans = new ConcurrentSkipListMap<>();
    private Duration ahead = Duration.ZERO;

    void reset() {
        texts.clear();
        plans.clear();
        ahead = Duration.ZERO;
    }

    void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    /** The real time, some days ahead. */
    Clock clock() {
        return Clock.offset(Clock.systemUTC(), ahead);
    }

    int objects() {
        return texts.size();
    }

    long bytes() {
        long bytes = texts.values().stream().mapToLong(String::length).sum();
        texts.clear();
        return bytes;
    }

    Workspace workspace() {
        return new Workspace() {
            @Override
            public void put(String run, String name, String text) {
                texts.put(run + "/" + name, text);
            }

            @Override
            public Optional<String> get(String run, String name) {
                return Optional.ofNullable(texts.get(run + "/" + name));
            }
        };
    }

    Plans plans() {
        return new Plans() {
            @Override
            public void keep(Plan plan) {
                plans.putIfAbsent(plan.run(), plan);
            }

            @Override
            public Optional<Plan> find(String run) {
                return Optional.ofNullable(plans.get(run));
            }

            @Override
            public Optional<Plan> last() {
                return Optional.ofNullable(plans.lastEntry()).map(Map.Entry::getValue);
            }
        };
    }

    Catalogue catalogue() {
        return new Catalogue() {
            @Override
            public Terms terms() {
                return new Terms(Limits.DEFAULT, Map.of(), null, List.of());
            }

            @Override
            public Limits apply(Limits limits) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void exempt(Exemption exemption) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void stop(Stop stop) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void resume() {
                throw new UnsupportedOperationException();
            }
        };
    }

    Sweeping.Voices voices() {
        IdentityEvents events = identity -> {};
        Announcements announcements = (Identity identity, Finding finding) -> {};
        LifecycleEvents lifecycle =
                new LifecycleEvents() {
                    @Override
                    public void happened(
                            What what, Identity identity, String by, String reason) {}

                    @Override
                    public void stopped(Stop stop) {}

                    @Override
                    public void resumed(Instant at, String by, String reason) {}
                };
        return new Sweeping.Voices(events, lifecycle, announcements, (identity, run) -> {});
    }
}
