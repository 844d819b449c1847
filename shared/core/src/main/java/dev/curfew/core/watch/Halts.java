package dev.curfew.core.watch;

import java.util.List;
import java.util.Optional;

/** Where it is kept which holders are halted. While one is, {@code issue} can write it no lease. */
public interface Halts {

    /** How the holder of that unique id stands now, read consistently. */
    Optional<Halt> find(String holder);

    /**
     * Writes a change with its journal entry.
     *
     * @return false when the holder no longer stands as the change found it; nothing was written
     *     then
     */
    boolean write(Halt.Change change);

    /** Those that are halted, in no order. */
    List<Halt> halted();
}
