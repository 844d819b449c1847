package dev.curfew.cli.stack;

/** Finds deployed stacks. */
public interface Stacks {

    /**
     * The stack of that name in the caller's account and Region. Whether there is one shows when it
     * is used.
     */
    Stack open(String name);

    /** The same, reached with the credentials of that AWS profile. */
    Stacks as(String profile);

    /** What is known of the stack of that name, whether it stands or not. */
    Overview overview(String name);
}
