package dev.curfew.core.sweep;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.FakeIam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One identity of a simulated year, as it really is; the inventory may know less. */
final class YearThing {

    final String id;
    final IdentityKind kind;
    final Instant made;
    final FakeIam.Thing iam;

    /** The user whom it belongs to; null for a principal. */
    final @Nullable YearThing user;

    /** What a user holds, what was deleted too. */
    final List<YearThing> held = new ArrayList<>();

    /** Nothing may ever become of it. */
    boolean untouchable;

    /** Its tag switches the limits off. */
    boolean kept;

    /** It is under the path with a shorter limit. */
    boolean lab;

    /** Who made it has left. */
    boolean orphaned;

    /** When it is used next, and in how many hours after that; after the last day it is not. */
    Instant usedNext = Instant.MAX;

    int hoursBetween = 24;
    Instant usedUntil = Instant.MAX;

    @Nullable Instant used;

    /** Until then AWS does not say when it was used. */
    Instant blindUntil = Instant.MIN;

    Instant exemptUntil = Instant.MIN;
    boolean approved;

    /** Since when its owner has been warned, if nobody has restored it since. */
    @Nullable Instant warned;

    /** When a person restored it, or switched it on by hand. */
    @Nullable Instant restored;

    /** When Curfew took it; null once somebody has undone that. */
    @Nullable Instant takenAt;

    /** The run that acted on it last, and the one that took it. */
    String lastRun = "";

    /** Until then it is not looked at whether it is late: something went wrong with it. */
    Instant excusedUntil = Instant.MIN;

    /** Whether a person has switched it off. */
    boolean offByHand;

    /** Whether Curfew's own word of the taking came to the inventory in time. */
    boolean takenCleanly;

    YearThing(FakeIam.Thing iam, @Nullable YearThing user) {
        this.iam = iam;
        this.id = iam.id;
        this.kind = iam.kind;
        this.made = iam.made;
        this.user = user;
        if (user != null) {
            user.held.add(this);
        }
    }

    boolean isOn() {
        return iam.status == IdentityStatus.ACTIVE;
    }

    boolean isUsable() {
        return isOn();
    }

    YearThing bearer() {
        return user == null ? this : user;
    }

    boolean isExempt(Instant now) {
        return now.isBefore(exemptUntil) || now.isBefore(bearer().exemptUntil);
    }

    boolean isBlind(Instant now) {
        return now.isBefore(blindUntil);
    }

    /** When it was used last, or else made. */
    Instant alive() {
        return used == null || used.isBefore(made) ? made : used;
    }

    /** It is used as often as it should have been by now; what IAM tells follows. */
    int live(Instant now) {
        int uses = 0;
        while (!usedNext.isAfter(now)) {
            if (isUsable() && usedNext.isBefore(usedUntil)) {
                used = usedNext;
                uses++;
            }
            usedNext = usedNext.plusSeconds(hoursBetween * 3600L);
        }
        tell(now);
        return uses;
    }

    void tell(Instant now) {
        if (kind == IdentityKind.SERVICE_CREDENTIAL) {
            iam.use = new LastUse.Untracked();
        } else if (isBlind(now)) {
            iam.use = new LastUse.Unknown("access denied");
        } else if (used == null) {
            iam.use = new LastUse.Never();
        } else if (!(iam.use instanceof LastUse.Used told && told.at().equals(used))) {
            iam.use = new LastUse.Used(used, "s3", "us-east-1");
        }
    }

    @Override
    public String toString() {
        return kind
                + " "
                + id
                + " made "
                + made
                + " used "
                + used
                + " warned "
                + warned
                + " restored "
                + restored
                + " taken "
                + takenAt
                + " exempt until "
                + exemptUntil
                + (untouchable ? " untouchable" : "")
                + (kept ? " kept" : "")
                + (lab ? " lab" : "")
                + (orphaned ? " orphaned" : "")
                + " "
                + iam.status;
    }
}
