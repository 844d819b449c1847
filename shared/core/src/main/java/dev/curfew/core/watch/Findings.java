package dev.curfew.core.watch;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where findings are kept. Writes are conditional, so what two writers add cannot be lost. */
public interface Findings {

    /** The finding, or note, of that id as it stands now, read consistently. */
    Optional<Finding> find(String id);

    /**
     * Writes a finding or a note.
     *
     * @param before what is replaced; null for one that is new
     * @return false when {@code before} is not what stands there; nothing was written then
     */
    boolean put(@Nullable Finding before, Finding after);

    /** Every finding and note that is kept, in no order. */
    List<Finding> list();
}
