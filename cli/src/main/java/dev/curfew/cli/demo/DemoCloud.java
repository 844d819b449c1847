package dev.curfew.cli.demo;

import dev.curfew.cli.stack.Stacks;
import java.net.URI;

/** A local cloud of the demo's own, so that it disturbs nothing that runs. */
public interface DemoCloud {

    URI endpoint();

    /** The stacks deployed to it. */
    Stacks stacks();

    /** The same, reached with the credential of a lease and nothing else. */
    Stacks stacks(Account.Credential credential);

    /** What its administrator and the holders of leases do. */
    Account account();

    /** Stops it and removes what it kept; doing so again does nothing. */
    void close();
}
