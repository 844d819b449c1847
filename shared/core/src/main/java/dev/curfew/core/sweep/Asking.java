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
import dev.curfew.core.lifecycle.Terms;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks when credentials were used last: those only of which something hangs on it. Whatever this
 * run warns of or asks to be taken is asked for in this run. What is only shown, or has to wait,
 * was asked for once, and is again when its turn comes.
 */
final class Asking {

    private final List<Credentials> kinds;
    private final Sweeping.Stores stores;
    private final Together together;
    private final Clock clock;

    Asking(List<Credentials> kinds, Sweeping.Stores stores, Together together, Clock clock) {
        this.kinds = kinds;
        this.stores = stores;
        this.together = together;
        this.clock = clock;
    }

    /** Asks until the time is over, and answers whether nothing is left to ask. */
    boolean ask(Run run, RunFiles files, int page, Instant until, Tally tally) {
        Terms terms;
        try {
            terms = stores.catalogue().terms();
        } catch (RuntimeException unread) {
            // Nobody is acted on then, so nothing hangs on any use.
            return true;
        }
        Known known = Known.of(stores.inventory().list(), files, terms, clock.instant());
        // What this step asked before, when it is done again: nobody asks for it a second time.
        Map<String, Evidence> answers = new HashMap<>(files.evidence(page));
        boolean begun = false;
        while (true) {
            List<Identity> next = next(run, known, terms);
            for (List<Identity> some : Chunks.of(next)) {
                if (begun && !clock.instant().isBefore(until)) {
                    files.evidence(page, answers);
                    return false;
                }
                begun = true;
                List<Evidence> told = together.map(some, each -> ask(each, tally));
                for (int i = 0; i < some.size(); i++) {
                    answers.put(some.get(i).id(), told.get(i));
                    known.learn(some.get(i).id(), told.get(i));
                }
            }
            if (next.isEmpty()) {
                files.evidence(page, answers);
                return true;
            }
        }
    }

    private List<Identity> next(Run run, Known known, Terms terms) {
        Map<String, Identity> all = new HashMap<>();
        known.all().forEach(each -> all.put(each.id(), each));
        List<Planning.Decided> decided = new ArrayList<>();
        Set<String> wanted = new HashSet<>();
        for (Identity each : all.values()) {
            Decision decision = known.decide(each);
            decided.add(new Planning.Decided(each, decision));
            if (waits(each, decision)
                    || (decision.hangsOnUse()
                            && (isUnknown(each, decision)
                                    || run.isTurnOf(each.id())
                                    || (decision.action() == Action.WARN
                                            && decision.enforced())))) {
                wanted.add(each.id());
            }
        }
        Plan plan = Planning.plan(run.id(), clock.instant(), terms, run.execute(), decided);
        plan.actions().forEach(each -> wanted.add(each.identity()));
        // Which of a user's two keys goes first hangs on the use of both.
        Set<String> users =
                all.values().stream()
                        .filter(each -> wanted.contains(each.id()))
                        .filter(each -> each.kind() == IdentityKind.ACCESS_KEY)
                        .map(Identity::user)
                        .collect(Collectors.toSet());
        return all.values().stream()
                .filter(each -> !each.kind().isPrincipal() && !known.isAsked(each.id()))
                .filter(each ->
                        wanted.contains(each.id())
                                || (each.kind() == IdentityKind.ACCESS_KEY
                                        && each.status() == IdentityStatus.ACTIVE
                                        && users.contains(each.user())))
                .toList();
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
                && decision.findings().stream()
                        .anyMatch(each ->
                                each.kind() == Finding.Kind.STALE
                                        || each.kind() == Finding.Kind.OVER_AGE);
    }

    private static boolean isUnknown(Identity identity, Decision decision) {
        Evidence evidence = identity.evidence();
        return evidence == null
                || evidence.lastUse() instanceof LastUse.Unknown
                || decision.findings().stream()
                        .anyMatch(each -> each.kind() == Finding.Kind.USE_UNKNOWN);
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
