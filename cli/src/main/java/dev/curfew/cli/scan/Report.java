package dev.curfew.cli.scan;

import dev.curfew.core.scan.Seen;
import dev.curfew.core.scan.Sink;
import dev.curfew.core.scan.Summary;

/** One way to tell what a scan sees. */
public interface Report extends Sink {

    /** Once all was seen. */
    void end(Summary summary);

    /** What a row is called: the name, and which of its user's credentials it is. */
    static String nameOf(Seen seen) {
        return seen.slot() == null ? seen.name() : seen.name() + ", " + seen.slot();
    }
}
