package dev.curfew.core.scan;

import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.Deciding;
import dev.curfew.core.lifecycle.Decision;
import dev.curfew.core.lifecycle.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would become of an identity, one decision after the other, by the rules themselves. */
public final class Forecast {

    /** More than any identity takes from now to its end. */
    private static final int STEPS = 12;

    private Forecast() {}

    /**
     * What is told of an identity.
     *
     * @param why the reason of the decision as it is now
     * @param findings those of that decision
     */
    public record Told(String why, List<Finding> findings, List<Ahead> ahead) {}

    /** What would become of it from now on. */
    public static Told of(
            Identity identity,
            @Nullable Identity user,
            List<Identity> credentials,
            Terms terms,
            Instant now) {
        Decision first = Deciding.decide(identity, user, credentials, terms, now);
        List<Ahead> ahead = new ArrayList<>();
        Identity as = identity;
        Instant at = now;
        Decision decision = first;
        for (int i = 0; i < STEPS; i++) {
            Instant due = decision.due();
            switch (decision.action()) {
                case LEAVE -> {
                    if (due == null || !due.isAfter(at)) {
                        return told(first, ahead);
                    }
                    at = due;
                }
                case WARN -> {
                    ahead.add(new Ahead(decision.action(), at, decision.reason()));
                    as = as.edit().steps(as.steps().warned(at)).done();
                }
                case DISABLE -> {
                    ahead.add(new Ahead(decision.action(), at, decision.reason()));
                    if (!decision.enforced()) {
                        return told(first, ahead);
                    }
                    as =
                            as.edit()
                                    .status(IdentityStatus.INACTIVE, at)
                                    .steps(as.steps().taken(at))
                                    .done();
                }
                case REPORT, QUARANTINE, DELETE -> {
                    ahead.add(new Ahead(decision.action(), at, decision.reason()));
                    return told(first, ahead);
                }
            }
            decision = Deciding.decide(as, user, credentials, terms, at);
        }
        return told(first, ahead);
    }

    private static Told told(Decision first, List<Ahead> ahead) {
        return new Told(first.reason(), first.findings(), List.copyOf(ahead));
    }
}
