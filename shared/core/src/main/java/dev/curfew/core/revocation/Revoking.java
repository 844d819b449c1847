package dev.curfew.core.revocation;

import dev.curfew.core.lease.Canary;
import dev.curfew.core.lease.Denial;
import dev.curfew.core.lease.DenyLists;
import dev.curfew.core.lease.Ending;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseEvents;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.Lineage;
import dev.curfew.core.lease.Receipt;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.watch.Halt;
import dev.curfew.core.watch.Halts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Revokes a lease with all that was delegated from it: the denial first, then the receipt, which is
 * completed when the denial was seen.
 */
public final class Revoking {

    /** As long as a session may live that is opened to see the denial. */
    private static final Duration CANARY_COUNTS = Duration.ofMinutes(20);

    private final Leases leases;
    private final DenyLists denyLists;
    private final Ending ending;
    private final Enforcing enforcing;
    private final Canaries canaries;
    private final Halts halts;
    private final LeaseEvents events;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Revoking(
            Leases leases,
            DenyLists denyLists,
            Enforcing enforcing,
            Canaries canaries,
            Halts halts,
            LeaseEvents events,
            InstantSource clock,
            RandomGenerator random) {
        this.leases = leases;
        this.denyLists = denyLists;
        this.ending = new Ending(leases, events);
        this.enforcing = enforcing;
        this.canaries = canaries;
        this.halts = halts;
        this.events = events;
        this.clock = clock;
        this.random = random;
    }

    /** What became of a revocation. */
    public sealed interface Revoked {
        /** The lease has ended: now, or earlier and then as it ended. */
        record Ended(Lease lease) implements Revoked {}

        record Refused(Refusal refusal) implements Revoked {}
    }

    /**
     * Revokes the lease. Doing so again is safe, and finishes what was left undone.
     *
     * @param by who wants it: a principal's ARN, or a part of Curfew
     */
    public Revoked revoke(LeaseId id, String by, String reason) {
        Optional<Lease> ended = ending.end(id, LeaseState.REVOKED, by, reason, now());
        if (ended.isEmpty()) {
            return new Revoked.Refused(
                    new Refusal(
                            "lease-unknown",
                            "there is no lease `" + id + "`",
                            "name one that `curfew lease list` shows"));
        }
        Lease lease = ended.get();
        String owner = LeaseId.random(random).value();
        Optional<Denial> canary =
                lease.receipt() == null && lease.state() == LeaseState.REVOKED
                        ? enterCanary(lease.role())
                        : Optional.empty();
        enforcing.apply(lease.role(), owner);
        canary.ifPresent(entered -> watch(entered, id));
        return new Revoked.Ended(leases.find(id).orElse(lease));
    }

    /** What became of revoking all that a holder holds. */
    public sealed interface AllRevoked {
        /** The leases that had not ended before, or whose roles did not deny them yet. */
        record Ended(List<LeaseId> leases) implements AllRevoked {}

        record Refused(Refusal refusal) implements AllRevoked {}
    }

    /**
     * Revokes every lease of a holder that is halted. Doing so again is safe, and finishes what was
     * left undone. When the halt was lifted meanwhile, what was issued since then stays.
     *
     * @param holder its unique id
     * @param by who wants it
     */
    public AllRevoked revokeAll(String holder, String by, String reason) {
        Optional<Halt> halt = halts.find(holder);
        Instant lifted = halt.map(Halt::liftedAt).orElse(null);
        boolean isHalted = halt.filter(Halt::isHalted).isPresent();
        if (!isHalted && lifted == null) {
            return new AllRevoked.Refused(
                    new Refusal(
                            "holder-not-halted",
                            "holder `" + holder + "` was never halted",
                            "revoke its leases one by one"));
        }
        List<LeaseId> ended = new ArrayList<>();
        Set<String> roles = new LinkedHashSet<>();
        for (LeaseId id : leases.heldBy(holder, now())) {
            Optional<Lease> held =
                    leases.find(id)
                            .filter(lease -> isHalted || lease.issuedAt().isBefore(lifted))
                            .filter(lease -> lease.state().isOpen() || isLeft(lease));
            if (held.isPresent()) {
                roles.add(held.get().role());
                ending.end(id, LeaseState.REVOKED, by, reason, now());
                ended.add(id);
            }
        }
        deny(roles, ended);
        return new AllRevoked.Ended(ended);
    }

    private static boolean isLeft(Lease lease) {
        return lease.state() == LeaseState.REVOKED && lease.receipt() == null;
    }

    /** All roles first: looking whether the denial holds takes its time, and one look must do. */
    private void deny(Set<String> roles, List<LeaseId> ended) {
        Optional<Denial> canary = Optional.empty();
        for (String role : roles) {
            if (canary.isEmpty()) {
                canary = enterCanary(role);
            }
            enforcing.apply(role, LeaseId.random(random).value());
        }
        canary.ifPresent(entered -> watch(entered, ended.getFirst()));
    }

    /**
     * Denies a session that no lease stands for everything, until STS has certainly ended it. Doing
     * so again is safe.
     *
     * @param role ARN of the brokered role whose session it is
     * @param session its {@code aws:userid}
     */
    public Optional<Refusal> revokeSession(String role, String session) {
        Optional<Refusal> refused = Shadows.refuses(leases, denyLists, role, session, now());
        if (refused.isPresent()) {
            return refused;
        }
        Denial denial = Shadows.denial(role, session, now());
        if (denyLists.on(role).denials().stream()
                .noneMatch(known -> known.lease().equals(denial.lease()))) {
            denyLists.enter(denial);
        }
        enforcing.apply(role, LeaseId.random(random).value());
        return Optional.empty();
    }

    /** Empty when another canary is about to see the same, or the role carries enough of them. */
    private Optional<Denial> enterCanary(String role) {
        List<Denial> canaries =
                denyLists.on(role).denials().stream().filter(Denial::canary).toList();
        if (canaries.size() >= Canary.MOST || canaries.stream().anyMatch(Denial::isPending)) {
            return Optional.empty();
        }
        Instant now = now();
        Denial denial =
                new Denial(
                        role,
                        new Lineage(List.of(LeaseId.random(random))),
                        now,
                        now.plus(CANARY_COUNTS),
                        null,
                        true);
        denyLists.enter(denial);
        return Optional.of(denial);
    }

    /**
     * What one writing of the policy denied was seen together, and what hangs below the revoked
     * lease with it.
     */
    private void watch(Denial canary, LeaseId revoked) {
        Optional<Instant> seen = canaries.watch(canary.role(), canary.lease());
        if (seen.isEmpty()) {
            return;
        }
        List<Denial> list = denyLists.on(canary.role()).denials();
        Instant together =
                list.stream()
                        .filter(denial -> denial.lease().equals(canary.lease()))
                        .map(Denial::appliedAt)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        list.stream()
                .filter(denial -> !denial.canary())
                .filter(denial ->
                        denial.lineage().contains(revoked)
                                || Objects.equals(denial.appliedAt(), together))
                .forEach(denial -> see(denial.lease(), seen.get()));
    }

    private void see(LeaseId id, Instant at) {
        Optional<Lease> found = leases.find(id);
        while (found.isPresent()
                && found.get().receipt() != null
                && found.get().receipt().seenAt() == null) {
            Lease.Change seen = found.get().seen(at, Receipt.Witness.CANARY);
            if (leases.write(seen)) {
                events.denied(seen.after());
                return;
            }
            found = leases.find(id);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
