package dev.curfew.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.journal.Report;
import dev.curfew.core.journal.Verdict;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.core.task.Task;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Halt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** A call of a function, signed and not sent. It is good for five minutes and once. */
    Invocation prepare(Function function, JsonNode request);

    /** What AWS calls the caller: an ARN. Nobody can be denied this. */
    String caller();

    /** The environment variables that point AWS tools at the same place; no credentials. */
    Map<String, String> environment();

    /** Every task of the catalogue, by name. */
    List<Task> tasks();

    /** Every lease that is kept, in no order. One written just before may be missing. */
    List<Lease> leases();

    /** The lease of that id as it stands now. */
    Optional<Lease> lease(LeaseId id);

    /** Every finding about sessions, keys and changes, and every note, in no order. */
    List<Finding> findings();

    /** The finding, or note, of that id as it stands now. */
    Optional<Finding> finding(String id);

    /** The holders that nothing is issued to until a person lets it go on, in no order. */
    List<Halt> halts();

    /** Every identity of the inventory that is not deleted. */
    List<Identity> identities();

    /** The limits, exemptions and the stop that stand in the catalogue. */
    Terms terms();

    /** The plan of a sweep's run. */
    Optional<Plan> plan(String run);

    /** The journal of one lease or identity, judged without the seals. */
    Verdict journal(String subject, Instant now);

    /** Whether the journals hold, and the seals with them: one journal, or every one for null. */
    Report verify(@Nullable String subject, Instant now);
}
