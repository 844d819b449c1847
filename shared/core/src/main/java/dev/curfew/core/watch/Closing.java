package dev.curfew.core.watch;

import dev.curfew.core.refusal.Refusal;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Lets a person close a finding. What it led to stays; another call of its kind opens it again. */
public final class Closing {

    private final Findings findings;
    private final FindingEvents events;
    private final InstantSource clock;

    public Closing(Findings findings, FindingEvents events, InstantSource clock) {
        this.findings = findings;
        this.events = events;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Closed {
        /** It is closed now, or was before and then as it was closed. */
        record Done(Finding finding) implements Closed {}

        record Refused(Refusal refusal) implements Closed {}
    }

    /**
     * Closes the finding.
     *
     * @param by ARN of the person who wants it
     */
    public Closed close(String id, String by, String reason) {
        while (true) {
            Optional<Finding> known = findings.find(id).filter(finding -> !finding.isNote());
            if (known.isEmpty()) {
                return new Closed.Refused(
                        new Refusal(
                                "finding-unknown",
                                "there is no finding `" + id + "`",
                                "name one that `curfew finding list` shows"));
            }
            if (!known.get().isOpen()) {
                return new Closed.Done(known.get());
            }
            Finding closed =
                    known.get()
                            .closed(
                                    new Finding.Closing(
                                            clock.instant().truncatedTo(ChronoUnit.MILLIS),
                                            by,
                                            reason));
            if (findings.put(known.get(), closed)) {
                events.closed(closed);
                return new Closed.Done(closed);
            }
        }
    }
}
