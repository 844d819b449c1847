package dev.curfew.cli.command;

import dev.curfew.cli.stack.Trouble;
import java.time.Duration;

/** Lets time go by. */
public interface Pause {

    void of(Duration length);

    /** Really lets it go by; throws {@link Trouble} when interrupted. */
    static void really(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Trouble("this was interrupted", "run it again", interrupted);
        }
    }
}
