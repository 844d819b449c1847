package dev.curfew.core.sweep;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Action;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.lifecycle.Decision;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.Planning;
import dev.curfew.core.lifecycle.Planning.Decided;
import dev.curfew.core.lifecycle.Terms;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks when credentials were used last: those only of which something hangs on it. Whatever this
 * run warns of or asks to be taken is asked for in this run. What is only shown, or has to wait,
 * was asked for once, and is again when its turn comes.
 */
final class Asking {

    private final List<Credentials> kinds;
    private final Together together;
    private final Clock clock;

    Asking(List<Credentials> kinds, Together together, Clock clock) {
        this.kinds = kinds;
        this.together = together;
        this.clock = clock;
    }

    /** Asks until the time is over, and answers whether nothing is left to ask. */
    boolean ask(Run run, Known known, RunFiles files, Terms terms, Instant until, Tally tally) {
        boolean begun = false;
        while (true) {
            List<Identity> next = next(run, known, terms);
            if (next.isEmpty()) {
                return true;
            }
            for (List<Identity> some : Chunks.of(next)) {
                if (begun && !clock.instant().isBefore(until)) {
                    files.evidence(known.asked());
                    return false;
                }
                begun = true;
                List<Evidence> told = together.map(some, each -> ask(each, tally));
                for (int i = 0; i < some.size(); i++) {
                    known.learn(some.get(i).id(), told.get(i));
                }
            }
            files.evidence(known.asked());
        }
    }

    private List<Identity> next(Run run, Known known, Terms terms) {
        List<Decided> decided = known.decided();
        Set<String> wanted = new HashSet<>();
        for (Decided each : decided) {
            if (isWanted(run, each.identity(), each.decision())) {
                wanted.add(each.identity().id());
            }
        }
        Plan plan = Planning.plan(run.id(), clock.instant(), terms, run.execute(), decided);
        plan.actions().forEach(each -> wanted.add(each.identity()));
        // Which of a user's two keys goes first hangs on the use of both.
        Set<String> users = new HashSet<>();
        for (String id : wanted) {
            Identity each = known.find(id);
            if (each != null && each.kind() == IdentityKind.ACCESS_KEY && each.user() != null) {
                users.add(each.user());
            }
        }
        return decided.stream()
                .map(Decided::identity)
                .filter(each -> !each.kind().isPrincipal() && !known.isAsked(each.id()))
                .filter(each ->
                        wanted.contains(each.id())
                                || (each.kind() == IdentityKind.ACCESS_KEY
                                        && each.status() == IdentityStatus.ACTIVE
                                        && users.contains(each.user())))
                .toList();
    }

    private static boolean isWanted(Run run, Identity identity, Decision decision) {
        return waits(identity, decision)
                || (decision.hangsOnUse()
                        && (isUnknown(identity, decision)
                                || run.isTurnOf(identity.id())
                                || (decision.action() == Action.WARN && decision.enforced())));
    }

    /**
     * Whether it has reached its end and is left only because its user's other key goes first,
     * which may have been used since anybody asked.
     */
    private static boolean waits(Identity identity, Decision decision) {
        return identity.kind() == IdentityKind.ACCESS_KEY
                && identity.status() == IdentityStatus.ACTIVE
                && decision.action() == Action.LEAVE
                && decision.due() == null
                && decision.enforced()
                && (decision.has(Finding.Kind.STALE) || decision.has(Finding.Kind.OVER_AGE));
    }

    private static boolean isUnknown(Identity identity, Decision decision) {
        Evidence evidence = identity.evidence();
        return evidence == null
                || evidence.lastUse() instanceof LastUse.Unknown
                || decision.has(Finding.Kind.USE_UNKNOWN);
    }

    /** Whatever goes wrong, its use is unknown then, which is never the same as unused. */
    private Evidence ask(Identity credential, Tally tally) {
        for (Credentials each : kinds) {
            if (each.kind() == credential.kind()) {
                Instant readAt = clock.instant();
                try {
                    tally.add(Count.USES_ASKED, 1);
                    return new Evidence(each.lastUse(credential), readAt);
                } catch (RuntimeException failed) {
                    return new Evidence(new LastUse.Unknown("AWS did not answer"), readAt);
                }
            }
        }
        return new Evidence(new LastUse.Unknown("nobody knows whom to ask"), clock.instant());
    }
}
