package dev.curfew.core.revocation;

import dev.curfew.core.lease.Denial;
import dev.curfew.core.lease.DenyList;
import dev.curfew.core.lease.DenyLists;
import dev.curfew.core.lease.Ending;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseEvents;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings a role's deny policy to what its list says. The policy is written whole from the table and
 * the table is read again afterwards, until both agree: whoever writes last has read every denial
 * that was entered before. Writers take turns to save writes; a writer that lost its turn midway
 * may still write what is old, so the policy is written once more when it certainly has ended.
 */
public final class Enforcing {

    /**
     * Longer than applying a list takes as a rule. A turn that took half of it may have left a
     * request under way that comes late.
     */
    private static final Duration TURN = Duration.ofSeconds(10);

    /** The function is ended after this long, and with it whatever it was about to write. */
    private static final Duration WRITER_ENDS = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Many may wait at once, and all of them ask the same few items. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    private final Leases leases;
    private final DenyLists denyLists;
    private final RolePolicies policies;
    private final Ending ending;
    private final LeaseEvents events;
    private final Alarms alarms;
    private final InstantSource clock;
    private final Consumer<Duration> pause;

    /**
     * @param pause waits that long
     */
    public Enforcing(
            Leases leases,
            DenyLists denyLists,
            RolePolicies policies,
            LeaseEvents events,
            Alarms alarms,
            InstantSource clock,
            Consumer<Duration> pause) {
        this.leases = leases;
        this.denyLists = denyLists;
        this.policies = policies;
        this.ending = new Ending(leases, events);
        this.events = events;
        this.alarms = alarms;
        this.clock = clock;
        this.pause = pause;
    }

    /** Applies whatever waits in the role's list, or waits until somebody else has. */
    public void apply(String role, String owner) {
        Instant patience = now().plus(PATIENCE);
        Duration wait = SHORTEST_PAUSE;
        while (denyLists.on(role).isDue(now())) {
            if (takeTurn(role, owner)) {
                return;
            }
            if (now().isAfter(patience)) {
                throw new IllegalStateException(
                        "another writer has had the deny list of `" + role + "` for too long");
            }
            pause.accept(wait);
            Duration twice = wait.multipliedBy(2);
            wait = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }
    }

    private boolean takeTurn(String role, String owner) {
        Instant now = now();
        return switch (denyLists.take(role, owner, now, now.plus(TURN))) {
            case DenyLists.Turn.Others others -> false;
            case DenyLists.Turn.Yours(boolean unfinished, Instant left) -> {
                write(role);
                boolean slow = now().isAfter(now.plus(TURN.dividedBy(2)));
                denyLists.give(role, owner, lookAgainAt(unfinished || slow, left, now));
                yield true;
            }
        };
    }

    private static @Nullable Instant lookAgainAt(
            boolean mayWriteLate, @Nullable Instant left, Instant now) {
        if (mayWriteLate) {
            return now.plus(WRITER_ENDS);
        }
        return left != null && left.isAfter(now) ? left : null;
    }

    /**
     * Denies whoever has come meanwhile before anything is told of those who came first.
     *
     * <p>INVARIANT: a writer does not stop before the table says what it wrote last. A turn that
     * took too long may be another's by now, who writes what is newer and notes it as applied; this
     * one's own, older document would then stand, and nothing in the list would tell. So documents
     * are compared, not only what is noted.
     */
    private void write(String role) {
        Map<LeaseId, Instant> deniedAt = new HashMap<>();
        String held = null;
        while (true) {
            DenyList list = denyLists.on(role);
            Instant before = now();
            List<Denial> live = list.live(before);
            List<Denial> pending = live.stream().filter(Denial::isPending).toList();
            String document = live.isEmpty() ? "" : DenyPolicy.of(live);
            if (!document.equals(held)) {
                put(role, live, document, before);
                held = document;
                Instant at = now();
                pending.forEach(denial -> deniedAt.putIfAbsent(denial.lease(), at));
            } else if (list.hasChanged(before)) {
                // One that is not here yet is covered by a denial above it.
                Instant at = now();
                pending.forEach(
                        denial -> confirm(denial, deniedAt.getOrDefault(denial.lease(), at)));
                denyLists.remove(list.over(before));
            } else {
                return;
            }
        }
    }

    private void put(String role, List<Denial> live, String document, Instant now) {
        RolePolicies.Written written =
                live.isEmpty() ? policies.remove(role) : policies.put(role, document);
        if (written == RolePolicies.Written.TOO_LONG) {
            alarms.denyListOverflowed(role, live.size());
            if (policies.put(role, DenyPolicy.ofAllBefore(now)) == RolePolicies.Written.TOO_LONG) {
                throw new IllegalStateException(
                        "role `" + role + "` has no room for any deny policy of ours");
            }
            return;
        }
        alarms.denyListWritten(role, document.length(), DenyPolicy.ROOM);
    }

    /** The denial counts as applied last, so that a crash before leaves it to be done again. */
    private void confirm(Denial denial, Instant deniedAt) {
        Optional<Lease> ended = leases.find(denial.lease());
        while (ended.isPresent()) {
            Lease lease = ended.get();
            ending.endBelow(lease);
            if (lease.state().isOpen() || lease.receipt() != null) {
                break; // a canary is denied while it is open
            }
            Lease.Change denied = lease.denied(denial.requestedAt(), deniedAt);
            if (leases.write(denied)) {
                events.denied(denied.after());
                alarms.denied(denied.after());
                break;
            }
            ended = leases.find(denial.lease());
        }
        denyLists.applied(denial, deniedAt);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
