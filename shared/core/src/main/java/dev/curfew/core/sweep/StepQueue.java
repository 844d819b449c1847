package dev.curfew.core.sweep;

/** Where steps wait to be done. */
public interface StepQueue {

    /** Lets a step be done, not before its delay is over. */
    void send(Step.Next next);
}
