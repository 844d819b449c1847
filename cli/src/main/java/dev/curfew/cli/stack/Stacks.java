package dev.curfew.cli.stack;

/** Finds deployed stacks. */
public interface Stacks {

    /**
     * The stack of that name in the caller's account and Region; throws {@link Trouble} when there
     * is none.
     */
    Stack open(String name);

    /** What is known of the stack of that name, whether it stands or not. */
    Overview overview(String name);
}
