package dev.curfew.core.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.identity.Steps;
import dev.curfew.core.refusal.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What people ask for: to restore, to exempt, to approve, to name an owner, to apply limits, to
 * stop and to resume. Each answers what came of it, or a refusal that says what, why and what to
 * do. Asking again for what is so already changes nothing that matters, and is told again.
 */
public final class Operating {

    private static final int LONGEST_TEXT = 256;

    /** What became of it. */
    public sealed interface Outcome {
        /** It is done; what stands in the identity's steps is what it is from now on. */
        record Done(Identity identity) implements Outcome {}

        /** The identity is exempt on these terms from now on. */
        record Exempted(Identity identity, Exemption exemption) implements Outcome {}

        /** These limits are in force. */
        record Applied(Limits limits) implements Outcome {}

        /** Automatic action is halted, by whoever halted it first. */
        record Stopped(Stop stop) implements Outcome {}

        /** Automatic action goes on. */
        record Resumed() implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    private final Inventory inventory;
    private final Hands hands;
    private final Catalogue catalogue;
    private final LifecycleEvents events;
    private final Clock clock;
    private final Writing writing;

    public Operating(
            Inventory inventory,
            Account account,
            List<Credentials> credentials,
            Quarantine quarantine,
            Catalogue catalogue,
            LifecycleEvents events,
            Clock clock) {
        this.inventory = inventory;
        this.hands = new Hands(account, credentials, quarantine);
        this.catalogue = catalogue;
        this.events = events;
        this.clock = clock;
        this.writing = new Writing(inventory);
    }

    /**
     * Makes usable again what Curfew disabled or quarantined, and leaves it alone for a while. That
     * it will is written first, so that whatever happens next, Curfew does not take it again.
     */
    public Outcome restore(String identity, String by, String reason) {
        return known(identity, reason, known -> restore(known, by, reason));
    }

    private Outcome restore(Identity known, String by, String reason) {
        String identity = known.id();
        Instant now = now();
        boolean isOn = known.status() == IdentityStatus.ACTIVE;
        Instant postponed = known.steps().postponedTo();
        // A restore may have been begun and never come to its end, however long ago.
        boolean begun = postponed != null && known.statusAt().isBefore(postponed);
        if (known.steps().takenAt() == null
                && (postponed == null || (postponed.isBefore(now) && (isOn || !begun)))) {
            return refuse(
                    "not-taken",
                    "`" + identity + "` was not " + taking(known) + " by Curfew",
                    isOn
                            ? "nothing needs to be done: it can be used"
                            : "a person switched it off; switch it on in IAM");
        }
        Identity user = known.user() == null ? null : inventory.find(known.user()).orElse(null);
        Hands.Standing standing = hands.standing(known, user);
        if (standing instanceof Hands.Standing.Unsure(String why)) {
            return refuse(
                    "not-certain",
                    "`" + identity + "` is not restored: " + why,
                    "run the sweep, which reads the account again, and ask once more");
        }
        if (isOn
                && known.steps().takenAt() == null
                && standing instanceof Hands.Standing.There there
                && there.status() == IdentityStatus.ACTIVE) {
            // Restored already; an earlier attempt may have come no further than that.
            events.happened(LifecycleEvents.What.RESTORED, known, by, reason);
            return new Outcome.Done(known);
        }
        Instant to = now.plus(restorePeriod());
        Map<String, String> more = Map.of("reason", reason, "postponedTo", to.toString());
        Identity ahead =
                change(
                        identity,
                        new Writing.Step(now, "restoring", by, more),
                        each -> each.edit().steps(Steps.postponed(to)).done());
        Identity named = user == null ? ahead : ahead.edit().named(user.name(), ahead.arn()).done();
        if (hands.giveBack(named) == Hands.Done.GONE) {
            change(
                    identity,
                    new Writing.Step(now(), "gone", by, more),
                    each -> each.edit().status(IdentityStatus.DELETED, now()).done());
            return refuse(
                    "gone",
                    "`" + identity + "` is not in the account any more",
                    "IAM brings nothing back: make a new one");
        }
        Identity restored =
                change(
                        identity,
                        new Writing.Step(now(), "restored", by, more),
                        each ->
                                each.edit()
                                        .status(IdentityStatus.ACTIVE, now())
                                        .steps(each.steps().left())
                                        .done());
        events.happened(LifecycleEvents.What.RESTORED, restored, by, reason);
        return new Outcome.Done(restored);
    }

    /**
     * Switches the limits off for an identity, and for the credentials of a user, for at most 90
     * days; in place of an earlier exemption.
     */
    public Outcome exempt(
            String identity, String owner, String reason, Duration length, String by) {
        return known(
                identity, reason, known -> exempt(known.id(), owner, reason, length, by, now()));
    }

    private Outcome exempt(
            String identity, String owner, String reason, Duration length, String by, Instant now) {
        if (!isText(owner)) {
            return refuse(
                    "owner-invalid",
                    "nobody is named who answers for `" + identity + "`",
                    "give the owner's name or address, on one line of up to 256 characters");
        }
        if (length.compareTo(Duration.ofSeconds(1)) < 0
                || length.compareTo(Deciding.LONGEST_EXEMPTION) > 0) {
            return refuse(
                    "length-invalid",
                    "an exemption of `" + length + "` is not between 1 second and 90 days",
                    "ask for 90 days or less, and again before it ends");
        }
        Exemption exemption = new Exemption(identity, owner, reason, now.plus(length), now, by);
        catalogue.exempt(exemption);
        Identity exempted =
                change(
                        identity,
                        new Writing.Step(
                                now,
                                "exempted",
                                by,
                                Map.of(
                                        "owner", owner,
                                        "reason", reason,
                                        "until", exemption.until().toString())),
                        each -> each.edit().done());
        events.happened(LifecycleEvents.What.EXEMPTED, exempted, by, reason);
        return new Outcome.Exempted(exempted, exemption);
    }

    /** Lets a role be quarantined when its time comes. */
    public Outcome approve(String identity, String by, String reason) {
        return known(identity, reason, known -> approve(known, by, reason));
    }

    private Outcome approve(Identity known, String by, String reason) {
        String identity = known.id();
        if (known.kind() != IdentityKind.ROLE || known.status() != IdentityStatus.ACTIVE) {
            return refuse(
                    "not-for-approval",
                    known.kind() == IdentityKind.ROLE
                            ? "`" + identity + "` is quarantined already"
                            : "`" + identity + "` is no role",
                    "only the quarantine of a role waits for a person");
        }
        String path = known.path();
        String why =
                path == null
                        ? "its path is not known"
                        : Untouched.why(known, known, path, catalogue.terms());
        if (why != null) {
            return refuse(
                    "untouchable",
                    "`" + identity + "` is never quarantined: " + why,
                    "leave it, or take it off the list of untouchables");
        }
        String approvedBy = known.steps().approvedBy();
        if (approvedBy != null) {
            // As with a restore.
            events.happened(LifecycleEvents.What.APPROVED, known, approvedBy, reason);
            return new Outcome.Done(known);
        }
        Identity approved =
                change(
                        identity,
                        new Writing.Step(now(), "approved", by, Map.of("reason", reason)),
                        each -> each.edit().steps(each.steps().approved(by)).done());
        events.happened(LifecycleEvents.What.APPROVED, approved, by, reason);
        return new Outcome.Done(approved);
    }

    /**
     * Names who answers for an identity from now on, and for the credentials of a user that have
     * nobody of their own, whatever their tags say and whoever made them.
     */
    public Outcome owner(String identity, String owner, String by) {
        return known(
                identity,
                known -> {
                    if (!isText(owner)) {
                        return refuse(
                                "owner-invalid",
                                "nobody is named who answers for `" + identity + "`",
                                "give the owner's name or address, on one line of up to 256"
                                        + " characters");
                    }
                    String was = known.owner();
                    return owner.equals(was)
                            ? new Outcome.Done(known)
                            : new Outcome.Done(named(known.id(), owner, was, by));
                });
    }

    private Identity named(String identity, String owner, @Nullable String was, String by) {
        return change(
                identity,
                new Writing.Step(
                        now(),
                        "owner",
                        by,
                        was == null ? Map.of("owner", owner) : Map.of("owner", owner, "was", was)),
                each -> owner.equals(each.owner()) ? each : each.edit().owner(owner).done());
    }

    /** Puts limits in force that a person wrote, or names everything that is wrong with them. */
    public Outcome apply(JsonNode document, String by) {
        return switch (LimitsDocument.read(document)) {
            case LimitsDocument.Read.Valid(Limits limits) -> {
                Limits inForce = catalogue.apply(limits.inForce(0, by), now());
                events.applied(inForce);
                yield new Outcome.Applied(inForce);
            }
            case LimitsDocument.Read.Invalid invalid ->
                    new Outcome.Refused(
                            Refusal.of("limits-invalid", "the limits file", invalid.problems()));
        };
    }

    /** Halts all automatic action at once, unless somebody has already. Leases end as ever. */
    public Outcome stop(String by, String reason) {
        Refusal refusal = text(reason);
        if (refusal != null) {
            return new Outcome.Refused(refusal);
        }
        Stop standing = catalogue.stop(new Stop(now(), by, reason));
        events.stopped(standing);
        return new Outcome.Stopped(standing);
    }

    /** Lets automatic action go on. */
    public Outcome resume(String by, String reason) {
        Refusal refusal = text(reason);
        if (refusal != null) {
            return new Outcome.Refused(refusal);
        }
        Instant now = now();
        catalogue.resume(now, by, reason);
        events.resumed(now, by, reason);
        return new Outcome.Resumed();
    }

    /** What cannot be read must not keep a person from restoring. */
    private Duration restorePeriod() {
        try {
            return catalogue.terms().limits().restore();
        } catch (RuntimeException unreadable) {
            return Limits.DEFAULT.restore();
        }
    }

    private Identity change(String id, Writing.Step step, UnaryOperator<Identity> change) {
        return writing.change(
                id,
                step,
                known -> known.status() == IdentityStatus.DELETED ? known : change.apply(known));
    }

    /** Goes on with the identity if there is one and a reason is given. */
    private Outcome known(String id, String reason, Function<Identity, Outcome> then) {
        return known(
                id,
                known -> {
                    Refusal refusal = text(reason);
                    return refusal == null ? then.apply(known) : new Outcome.Refused(refusal);
                });
    }

    private Outcome known(String id, Function<Identity, Outcome> then) {
        Identity known = inventory.find(id).orElse(null);
        if (known == null) {
            return refuse(
                    "identity-unknown",
                    "the inventory does not know `" + shown(id) + "`",
                    "give IAM's unique id or the key's id, as `curfew identity list` shows it");
        }
        if (known.status() == IdentityStatus.DELETED) {
            return refuse(
                    "deleted",
                    "`" + id + "` is deleted since " + known.statusAt(),
                    "IAM brings nothing back: make a new one");
        }
        return then.apply(known);
    }

    private static @Nullable Refusal text(String reason) {
        return isText(reason)
                ? null
                : new Refusal(
                        "reason-invalid",
                        "no reason is given, or one that is not one line",
                        "say why in 1 to 256 characters, on one line");
    }

    private static boolean isText(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_TEXT
                && text.codePoints().noneMatch(each -> Character.isISOControl(each));
    }

    private static String shown(String id) {
        return id.length() <= LONGEST_TEXT ? id : id.substring(0, LONGEST_TEXT) + "…";
    }

    private static String taking(Identity known) {
        return known.kind() == IdentityKind.ROLE ? "quarantined" : "disabled";
    }

    private static Outcome refuse(String code, String message, String help) {
        return new Outcome.Refused(new Refusal(code, message, help));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
