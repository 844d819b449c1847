package dev.curfew.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.Stop;
import java.time.Instant;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** What the limits did and what people asked for, on Curfew's bus. */
public final class EventBridgeLifecycleEvents implements LifecycleEvents {

    private final Bus bus;

    /**
     * @param source names the function, such as {@code curfew.operate}
     * @param onFailure is run when an event is lost, to count it
     */
    public EventBridgeLifecycleEvents(
            EventBridgeClient events, String bus, String source, Runnable onFailure) {
        this.bus = new Bus(events, bus, source, onFailure);
    }

    @Override
    public void happened(What what, Identity identity, String by, String reason) {
        ObjectNode detail =
                EventBridgeEvents.identity(identity).put("by", by).put("reason", reason);
        if (what == What.WARNED) {
            bus.require(type(what), detail);
        } else {
            bus.put(type(what), detail);
        }
    }

    @Override
    public void applied(Limits limits) {
        bus.put(
                "LimitsApplied",
                Json.MAPPER
                        .createObjectNode()
                        .put("limits", limits.version())
                        .put("by", limits.appliedBy()));
    }

    @Override
    public void stopped(Stop stop) {
        bus.put("AutomationStopped", told(stop.at(), stop.by(), stop.reason()));
    }

    @Override
    public void resumed(Instant at, String by, String reason) {
        bus.put("AutomationResumed", told(at, by, reason));
    }

    /** As the template's permissions list them. */
    private static String type(What what) {
        return switch (what) {
            case WARNED -> "IdentityWarned";
            case DISABLED -> "IdentityDisabled";
            case QUARANTINED -> "IdentityQuarantined";
            case DELETED -> "IdentityDeleted";
            case RESTORED -> "IdentityRestored";
            case EXEMPTED -> "IdentityExempted";
            case APPROVED -> "IdentityApproved";
        };
    }

    private static ObjectNode told(Instant at, String by, String reason) {
        return Json.MAPPER
                .createObjectNode()
                .put("at", at.toString())
                .put("by", by)
                .put("reason", reason);
    }
}
