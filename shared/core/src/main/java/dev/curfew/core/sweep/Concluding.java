package dev.curfew.core.sweep;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Steps;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.lifecycle.Action;
import dev.curfew.core.lifecycle.Decision;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.Planning;
import dev.curfew.core.lifecycle.Planning.Decided;
import dev.curfew.core.lifecycle.Terms;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run: asks for uses, decides on every identity, writes down what people should know of it,
 * warns, makes the plan, and asks for what the plan does. It takes nothing away itself.
 */
final class Concluding {

    private static final String BY = "curfew.sweep";

    private final Asking asking;
    private final Sweeping.Stores stores;
    private final Sweeping.Voices voices;
    private final Together together;
    private final Clock clock;

    Concluding(
            Asking asking,
            Sweeping.Stores stores,
            Sweeping.Voices voices,
            Together together,
            Clock clock) {
        this.asking = asking;
        this.stores = stores;
        this.voices = voices;
        this.together = together;
        this.clock = clock;
    }

    /** Does so until the time is over, and answers whether all is done. */
    boolean conclude(Run run, RunFiles files, Instant until, Tally tally) {
        Optional<Plan> kept = stores.plans().find(run.id());
        if (kept.isPresent()) {
            // Its step is done again: what was planned stands.
            request(kept.get(), tally);
            return true;
        }
        Instant now = clock.instant();
        List<Identity> inventory = stores.inventory().list();
        Terms terms;
        try {
            terms = stores.catalogue().terms();
        } catch (RuntimeException unread) {
            tally.add(Count.TERMS_UNREAD, 1);
            stores.plans().keep(Planning.unreadable(run.id(), now, run.execute(), inventory));
            return true;
        }
        Known known = Known.of(inventory, files, terms, now);
        if (!asking.ask(run, known, files, terms, until, tally)) {
            return false;
        }
        List<Decided> decided = known.decided();
        boolean warns = run.execute() && terms.stop() == null;
        if (!write(run, known, decided, warns, now, until, tally)) {
            return false;
        }
        Plan plan = Planning.plan(run.id(), now, terms, run.execute(), decided);
        stores.plans().keep(plan);
        count(plan, decided, tally);
        request(plan, tally);
        return true;
    }

    private static void count(Plan plan, List<Decided> decided, Tally tally) {
        tally.add(
                Count.DUE,
                plan.actions().size() + plan.backlog().size() + (long) plan.shown().size());
        tally.add(Count.BACKLOG, plan.backlog().size());
        tally.add(Count.CAP_REACHED, plan.backlog().isEmpty() ? 0 : 1);
        tally.add(
                Count.UNKNOWN_USE,
                decided.stream()
                        .filter(each -> each.decision().has(Finding.Kind.USE_UNKNOWN))
                        .count());
    }

    /** Asks for each action of a plan that is carried out; for none of any other plan. */
    private void request(Plan plan, Tally tally) {
        if (!plan.executed() || plan.stopped() != null) {
            return;
        }
        for (Plan.Planned each : plan.actions()) {
            voices.requests().request(each.identity(), plan.run());
            tally.add(Count.REQUESTED, 1);
        }
    }

    private boolean write(
            Run run,
            Known known,
            List<Decided> decided,
            boolean warns,
            Instant now,
            Instant until,
            Tally tally) {
        List<Decided> changed =
                decided.stream().filter(each -> change(known, each, warns, now) != null).toList();
        boolean begun = false;
        for (List<Decided> some : Chunks.of(changed)) {
            if (begun && !clock.instant().isBefore(until)) {
                return false;
            }
            begun = true;
            together.map(some, each -> write(run, known, each, warns, now, tally));
        }
        return true;
    }

    /** What the identity becomes in the inventory; null when nothing changes. */
    private static @Nullable Identity change(
            Known known, Decided decided, boolean warns, Instant now) {
        Identity kept = known.kept(decided.identity());
        List<Finding> findings = decided.decision().findings();
        Evidence told = decided.identity().evidence();
        Evidence evidence = told == null ? kept.evidence() : Uses.better(kept.evidence(), told);
        Steps steps =
                warns && isWarning(decided.decision()) ? kept.steps().warned(now) : kept.steps();
        boolean same =
                findings.equals(kept.findings())
                        && Objects.equals(evidence, kept.evidence())
                        && steps.equals(kept.steps());
        return same ? null : kept.edit().findings(findings).evidence(evidence).steps(steps).done();
    }

    private static boolean isWarning(Decision decision) {
        return decision.action() == Action.WARN && decision.enforced();
    }

    /** Writes it, if nobody has changed the identity meanwhile; else the next run will. */
    private boolean write(
            Run run, Known known, Decided decided, boolean warns, Instant now, Tally tally) {
        Identity kept = known.kept(decided.identity());
        Identity next = Objects.requireNonNull(change(known, decided, warns, now));
        Decision decision = decided.decision();
        boolean warned = !next.steps().equals(kept.steps());
        if (!warned && next.findings().equals(kept.findings())) {
            return stores.inventory().note(kept, next);
        }
        Entry entry = entry(run, kept, next, warned, decision, now);
        Identity journaled = next.with(entry);
        // First: what ends in between is told twice, and never written without being told. A
        // warning that cannot be told is not written either, for nobody may lose a key unwarned.
        tell(kept, journaled, warned, decision);
        if (!stores.inventory().put(kept, journaled, entry)) {
            return false;
        }
        if (warned) {
            tally.add(Count.WARNED, 1);
        }
        return true;
    }

    private void tell(Identity kept, Identity next, boolean warned, Decision decision) {
        if (warned) {
            voices.lifecycle().happened(LifecycleEvents.What.WARNED, next, BY, decision.reason());
        }
        Set<Finding.Kind> before =
                kept.findings().stream().map(Finding::kind).collect(Collectors.toSet());
        next.findings().stream()
                .filter(each -> !before.contains(each.kind()))
                .forEach(each -> voices.announcements().found(next, each));
    }

    private static Entry entry(
            Run run, Identity kept, Identity next, boolean warned, Decision decision, Instant now) {
        Map<String, String> detail = new TreeMap<>();
        detail.put("run", run.id());
        detail.put("kind", next.kind().name());
        detail.put("status", next.status().name());
        if (warned) {
            detail.put("reason", decision.reason());
        }
        if (!next.findings().equals(kept.findings())) {
            detail.put("findings", text(next.findings()));
            detail.put("was", text(kept.findings()));
        }
        return next.journal().next(next.id(), now, warned ? "warned" : "judged", BY, detail);
    }

    private static String text(List<Finding> findings) {
        return findings.stream()
                .map(each -> each.kind() + ": " + each.evidence())
                .collect(Collectors.joining("; "));
    }
}
