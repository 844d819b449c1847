package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.Inventory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what a kept plan says of one identity, if that still is what the limits ask for. It
 * relies on nothing that it was told but the two names: plan, limits, exemptions, stop and identity
 * are read again, and the account is asked for the identity's status and last use right now.
 *
 * <p>That it will take an identity is written before IAM is called, and that it has done so after.
 * Whatever fails is thrown on; acting again then goes on from where it stopped, and acting again
 * after the end changes nothing. Times are whole seconds, as CloudTrail's are.
 */
public final class Acting {

    static final String BY = "curfew.revoke";

    /** What a plan says is old news by the time of the next one. */
    private static final Duration PLAN_HOLDS = Duration.ofDays(1);

    /** What became of it. */
    public sealed interface Outcome {
        /** It is done, now or already before. */
        record Acted(Identity identity, Action action) implements Outcome {}

        /** Nothing is done, and nothing should be. */
        record Left(String why) implements Outcome {}
    }

    private final Inventory inventory;
    private final Hands hands;
    private final Catalogue catalogue;
    private final Plans plans;
    private final LifecycleEvents events;
    private final Clock clock;
    private final Writing writing;

    public Acting(
            Inventory inventory,
            Account account,
            List<Credentials> credentials,
            Quarantine quarantine,
            Catalogue catalogue,
            Plans plans,
            LifecycleEvents events,
            Clock clock) {
        this.inventory = inventory;
        this.hands = new Hands(account, credentials, quarantine);
        this.catalogue = catalogue;
        this.plans = plans;
        this.events = events;
        this.clock = clock;
        this.writing = new Writing(inventory);
    }

    /** Acts on the identity as the plan of that run says. */
    public Outcome act(String identity, String run) {
        Plan plan = plans.find(run).orElse(null);
        if (plan == null) {
            return new Outcome.Left("no plan of the run " + run + " is kept");
        }
        Terms terms = catalogue.terms();
        String held = held(plan, terms);
        if (held != null) {
            return new Outcome.Left(held);
        }
        Plan.Planned planned =
                plan.actions().stream()
                        .filter(each -> each.identity().equals(identity))
                        .findFirst()
                        .orElse(null);
        if (planned == null) {
            return new Outcome.Left("the plan of the run " + run + " does not act on it");
        }
        for (int i = 0; i < Writing.TRIES; i++) {
            Outcome outcome = attempt(planned, plan, terms);
            if (outcome != null) {
                return outcome;
            }
        }
        throw new IllegalStateException("another writer of " + identity + " was faster every time");
    }

    /** Why nothing of the plan is carried out; null when nothing stands in the way. */
    private @Nullable String held(Plan plan, Terms terms) {
        if (!plan.executed()) {
            return "the plan was made to be looked at only";
        }
        if (plan.stopped() != null) {
            return plan.stopped();
        }
        if (terms.stop() != null) {
            return "all automatic action is halted by " + terms.stop().by();
        }
        if (now().isAfter(plan.at().plus(PLAN_HOLDS))) {
            return "the plan is older than " + Words.span(PLAN_HOLDS);
        }
        if (plan.limits() != terms.limits().version()) {
            return "the plan follows version "
                    + plan.limits()
                    + " of the limits, and version "
                    + terms.limits().version()
                    + " is in force";
        }
        return Planning.isWithin(terms.limits().belts(), plan)
                ? null
                : "the plan does more than the belts let it";
    }

    /** One attempt; null when another writer was faster, and nothing was done. */
    private @Nullable Outcome attempt(Plan.Planned planned, Plan plan, Terms terms) {
        Identity known = inventory.find(planned.identity()).orElse(null);
        if (known == null) {
            return new Outcome.Left("the inventory does not know it");
        }
        Taking taking = new Taking(planned.action(), plan.run(), planned.reason(), now());
        if (isDone(known, planned.action(), plan.at())) {
            announce(known, taking, taking.why);
            return new Outcome.Acted(known, planned.action());
        }
        if (known.status() == IdentityStatus.DELETED) {
            return new Outcome.Left("it is deleted");
        }
        Identity user = known.user() == null ? null : inventory.find(known.user()).orElse(null);
        return switch (hands.standing(known, user)) {
            case Hands.Standing.Unsure(String why) -> new Outcome.Left(why);
            case Hands.Standing.Gone gone -> gone(known, taking);
            case Hands.Standing.There there -> attempt(known, user, there, taking, terms);
        };
    }

    /** What is being done, for which run, why, and since when. */
    private record Taking(Action action, String run, String why, Instant at) {
        Writing.Step step(String what, Instant at, String reason) {
            return new Writing.Step(at, what, BY, Map.of("run", run, "reason", reason));
        }
    }

    /** Whether it was done since the plan was made. */
    private static boolean isDone(Identity known, Action action, Instant planned) {
        if (action == Action.DELETE) {
            return known.status() == IdentityStatus.DELETED;
        }
        Instant taken = known.steps().takenAt();
        return known.status() == Hands.taken(known)
                && taken != null
                && !taken.isBefore(planned.truncatedTo(ChronoUnit.SECONDS));
    }

    private static boolean isUnfinished(Identity known) {
        Instant taken = known.steps().takenAt();
        return taken != null
                && known.status() == IdentityStatus.ACTIVE
                && !known.statusAt().isAfter(taken);
    }

    private @Nullable Outcome attempt(
            Identity known,
            @Nullable Identity user,
            Hands.Standing.There there,
            Taking taking,
            Terms terms) {
        boolean isOn = there.status() == IdentityStatus.ACTIVE;
        if (taking.action == Action.DELETE && isOn) {
            return new Outcome.Left("it is switched on again, which the inventory has not heard");
        }
        if (taking.action != Action.DELETE && !isOn) {
            return isUnfinished(known)
                    ? finish(known.id(), taking, Objects.requireNonNull(known.steps().takenAt()))
                    : new Outcome.Left("it cannot be used already");
        }
        List<Identity> asked = ask(known, there);
        if (asked == null) {
            return new Outcome.Left("its user has a key that the inventory does not know");
        }
        Identity judged = asked.getFirst();
        Decision decision = Deciding.decide(judged, user, asked, terms, taking.at);
        if (decision.action() != taking.action || !decision.enforced()) {
            return left(known, judged, decision.reason(), taking);
        }
        boolean deletes = taking.action == Action.DELETE;
        Identity ahead =
                judged.edit()
                        .steps(deletes ? judged.steps() : judged.steps().taken(taking.at))
                        .done();
        Writing.Step step =
                taking.step(
                        switch (taking.action) {
                            case DELETE -> "deleting";
                            case QUARANTINE -> "quarantining";
                            default -> "disabling";
                        },
                        taking.at,
                        decision.reason());
        Identity written = writing.write(known, ahead, step);
        if (written == null) {
            return null;
        }
        Identity named = user == null ? written : named(written, user);
        return switch (deletes ? hands.delete(named) : hands.take(named)) {
            case YES ->
                    deletes ? deleted(written, taking) : finish(written.id(), taking, taking.at);
            case GONE -> gone(written, taking);
            case NO_ROOM -> noRoom(written, taking);
        };
    }

    /**
     * The identity first, and the other keys of its user that are on in the account, each with its
     * last use as the account tells it now; null when the inventory lacks one of them.
     */
    private @Nullable List<Identity> ask(Identity known, Hands.Standing.There there) {
        List<Identity> asked = new ArrayList<>();
        asked.add(withUse(known));
        if (known.kind() != IdentityKind.ACCESS_KEY) {
            return asked;
        }
        Set<String> others =
                there.listed().stream()
                        .filter(each -> each.status() == IdentityStatus.ACTIVE)
                        .map(Credentials.Listed::id)
                        .filter(id -> !id.equals(known.id()))
                        .collect(Collectors.toSet());
        Map<String, Identity> found = others.isEmpty() ? Map.of() : inventory.find(others);
        if (!found.keySet().containsAll(others)) {
            return null;
        }
        for (Identity other : found.values()) {
            asked.add(withUse(other).edit().status(IdentityStatus.ACTIVE, other.statusAt()).done());
        }
        return asked;
    }

    private Identity withUse(Identity identity) {
        Evidence told = new Evidence(hands.lastUse(identity), now());
        return identity.edit().evidence(Evidence.latest(identity.evidence(), told)).done();
    }

    private static Identity named(Identity credential, Identity user) {
        return credential.edit().named(user.name(), credential.arn()).done();
    }

    /** Nothing is done, and a taking that was begun before, and not come to IAM, is undone. */
    private @Nullable Outcome left(Identity known, Identity judged, String reason, Taking taking) {
        if (!isUnfinished(known)) {
            // What was learned shows why; if another writer was faster, it will be asked again.
            inventory.note(known, judged);
            return new Outcome.Left(reason);
        }
        Identity undone = judged.edit().steps(judged.steps().left()).done();
        return writing.write(known, undone, taking.step("left", taking.at, reason)) == null
                ? null
                : new Outcome.Left(reason);
    }

    /**
     * Writes that it is taken. If somebody has changed it meanwhile, the account tells what it is.
     */
    private Outcome finish(String id, Taking taking, Instant takenAt) {
        Identity now =
                writing.change(
                        id,
                        taking.step(
                                taking.action == Action.QUARANTINE ? "quarantined" : "disabled",
                                now(),
                                "as planned"),
                        known ->
                                isOvertaken(known, takenAt)
                                        ? known
                                        : known.edit()
                                                .status(
                                                        Hands.taken(known),
                                                        Judged.later(known.statusAt(), takenAt))
                                                .steps(known.steps().taken(takenAt))
                                                .done());
        if (now.status() != Hands.taken(now)) {
            return new Outcome.Left("a person has switched it on again");
        }
        announce(now, taking, taking.why);
        return new Outcome.Acted(now, taking.action);
    }

    /** Whether it is deleted, or somebody has restored it since and it is on in the account. */
    private boolean isOvertaken(Identity known, Instant takenAt) {
        if (known.status() == IdentityStatus.DELETED) {
            return true;
        }
        boolean touched =
                !takenAt.equals(known.steps().takenAt())
                        || (known.status() == IdentityStatus.ACTIVE
                                && known.statusAt().isAfter(takenAt));
        Identity user = known.user() == null ? null : inventory.find(known.user()).orElse(null);
        return touched
                && !(hands.standing(known, user) instanceof Hands.Standing.There there
                        && there.status() == Hands.taken(known));
    }

    private Outcome deleted(Identity written, Taking taking) {
        Identity now =
                writing.change(
                        written.id(),
                        taking.step("deleted", now(), "as planned"),
                        known -> end(known, now()));
        announce(now, taking, taking.why);
        return new Outcome.Acted(now, taking.action);
    }

    /** Writes that it is not in the account any more, by whomever. */
    private Outcome gone(Identity known, Taking taking) {
        String reason = "it is not in the account any more";
        Identity now =
                writing.change(
                        known.id(),
                        taking.step("gone", now(), reason),
                        current -> end(current, now()));
        if (taking.action != Action.DELETE) {
            return new Outcome.Left(reason);
        }
        // An earlier attempt may have deleted it and come no further.
        announce(now, taking, reason);
        return new Outcome.Acted(now, taking.action);
    }

    private static Identity end(Identity known, Instant at) {
        return known.status() == IdentityStatus.DELETED
                ? known
                : known.edit().status(IdentityStatus.DELETED, at).done();
    }

    private Outcome noRoom(Identity written, Taking taking) {
        String reason = "the role has as many managed policies as it can have";
        writing.change(
                written.id(),
                taking.step("left", now(), reason),
                known ->
                        known.edit()
                                .steps(known.steps().left())
                                .findings(
                                        Findings.with(
                                                known.findings(),
                                                Finding.Kind.NO_ROOM,
                                                new Finding(
                                                        Finding.Kind.NO_ROOM,
                                                        since(known, taking.at),
                                                        reason + "; detach one")))
                                .done());
        return new Outcome.Left(reason);
    }

    private static Instant since(Identity known, Instant now) {
        Finding before = Findings.of(known.findings(), Finding.Kind.NO_ROOM);
        return before == null ? now : before.since();
    }

    private void announce(Identity identity, Taking taking, String reason) {
        events.happened(
                switch (taking.action) {
                    case DELETE -> LifecycleEvents.What.DELETED;
                    case QUARANTINE -> LifecycleEvents.What.QUARANTINED;
                    default -> LifecycleEvents.What.DISABLED;
                },
                identity,
                BY,
                reason);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
