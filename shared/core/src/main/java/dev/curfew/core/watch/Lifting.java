package dev.curfew.core.watch;

import dev.curfew.core.refusal.Refusal;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Lets a person have leases issued again to a holder that was halted. What ended stays ended. */
public final class Lifting {

    private final Halts halts;
    private final FindingEvents events;
    private final InstantSource clock;

    public Lifting(Halts halts, FindingEvents events, InstantSource clock) {
        this.halts = halts;
        this.events = events;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Lifted {
        record Done(Halt halt) implements Lifted {}

        record Refused(Refusal refusal) implements Lifted {}
    }

    /**
     * Lifts the halt.
     *
     * @param holder its unique id
     * @param by ARN of the person who wants it
     */
    public Lifted lift(String holder, String by, String reason) {
        while (true) {
            Optional<Halt> known = halts.find(holder).filter(Halt::isHalted);
            if (known.isEmpty()) {
                return new Lifted.Refused(
                        new Refusal(
                                "holder-not-halted",
                                "holder `" + holder + "` is not halted",
                                "nothing needs to be done: leases are issued to it; `curfew lease halts`"
                                        + " lists those that are halted"));
            }
            Halt.Change change =
                    known.get().lifted(clock.instant().truncatedTo(ChronoUnit.MILLIS), by, reason);
            if (halts.write(change)) {
                events.lifted(change.after(), by, reason);
                return new Lifted.Done(change.after());
            }
        }
    }
}
