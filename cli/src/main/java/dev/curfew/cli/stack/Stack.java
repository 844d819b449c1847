package dev.curfew.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.task.Task;
import java.util.List;

/**
 * One deployed Curfew, reached with the caller's own AWS credentials. Each method throws {@link
 * Trouble} when it gets no answer.
 */
public interface Stack {

    /**
     * Calls a function once. A call that got no answer is not sent again, since what it asked for
     * may have been done.
     */
    Answer invoke(Function function, JsonNode request);

    /**
     * A call of a function that wants to know who asks, signed and not sent. It is good for five
     * minutes and once.
     */
    Invocation prepare(Function function, JsonNode request);

    /** Every task of the catalogue, by name. */
    List<Task> tasks();

    /** Every identity of the inventory that is not deleted. */
    List<Identity> identities();
}
