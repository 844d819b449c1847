package dev.curfew.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.Receipt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How functions tell of a lease that has ended. */
public final class LeaseAnswer {

    private LeaseAnswer() {}

    /**
     * {@code {"lease", "task", "agent", "holder", "state", "endedAt", "receipt"}}, the receipt once
     * there is one.
     */
    public static ObjectNode ended(Lease lease) {
        ObjectNode answer =
                Json.MAPPER
                        .createObjectNode()
                        .put("lease", lease.id().value())
                        .put("task", lease.task())
                        .put("agent", lease.grant().agent())
                        .put("holder", lease.holder().principal())
                        .put("state", lease.state().name())
                        .put("endedAt", text(lease.endedAt()));
        Receipt receipt = lease.receipt();
        if (receipt != null) {
            answer.putObject("receipt")
                    .put("requestedAt", text(receipt.requestedAt()))
                    .put("deniedAt", text(receipt.deniedAt()))
                    .put("seenAt", text(receipt.seenAt()))
                    .put("seenBy", receipt.seenBy().name());
        }
        return answer;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
