package dev.curfew.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.command.Pause;
import dev.curfew.cli.stack.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where the story takes place.
 *
 * @param shell of the administrator
 */
record Stage(DemoCloud cloud, Shell shell, Props props, Teller teller, Clock clock, Pause pause) {

    static final String STACK = "curfew";

    /** A step of the story: it does what it tells of, or says what is {@link Wrong}. */
    interface Step<T> {
        T run(ObjectNode facts);
    }

    /** Takes a step; throws {@link DoesNotHold} unless it comes out as told. */
    <T> T step(String name, Step<T> step) {
        Instant start = clock.instant();
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        try {
            T result = step.run(facts);
            teller.held(name, facts, Duration.between(start, clock.instant()));
            return result;
        } catch (Wrong wrong) {
            throw new DoesNotHold(name, wrong.getMessage());
        } catch (Trouble trouble) {
            throw new DoesNotHold(name, trouble.getMessage() + ": " + trouble.help());
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Runs a command that has to be carried out, and answers what it printed. */
    String run(String... words) {
        return done(shell.run(words));
    }

    /** The same with the credential of a lease and nothing else. */
    String runAs(Leased lease, String... words) {
        return done(as(lease).run(words));
    }

    Shell as(Leased lease) {
        return shell.with(cloud.stacks(lease.credential()));
    }

    private static String done(Shell.Ended ended) {
        if (ended.exit() != 0) {
            throw new Wrong("exit " + ended.exit() + ": " + ended.err().strip());
        }
        return ended.out();
    }
}
