package dev.curfew.core.task;

import java.util.List;
import java.util.Optional;

/** Where the catalogue's tasks are kept. */
public interface Tasks {

    /** The task of that name as it stands now, read consistently. */
    Optional<Task> find(String name);

    /** Every task, by name. */
    List<Task> list();

    /**
     * Puts the tasks into the catalogue, all or none. A task that stands there unchanged is not
     * written.
     *
     * @return what became of each, in the order given
     */
    List<Applied> apply(List<Task> tasks);

    /**
     * What became of one task.
     *
     * @param version counts its changes, from 1
     */
    record Applied(String task, long version, boolean changed) {}
}
