package dev.curfew.core.watch;

/** Tells the rest of Curfew what people did about findings, as well as it can. */
public interface FindingEvents {

    /**
     * A halted holder is issued leases again.
     *
     * @param by ARN of the person
     */
    void lifted(Halt halt, String by, String reason);

    /** A person closed a finding. */
    void closed(Finding finding);
}
