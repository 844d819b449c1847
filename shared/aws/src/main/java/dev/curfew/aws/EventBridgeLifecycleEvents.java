package dev.curfew.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.Stop;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** What people changed of the terms, on Curfew's bus. */
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
    public void limitsApplied(Limits limits) {
        bus.put(
                "LimitsApplied",
                Json.MAPPER
                        .createObjectNode()
                        .put("version", limits.version())
                        .put("by", limits.appliedBy()));
    }

    @Override
    public void stopped(Stop stop) {
        bus.put("AutomationStopped", stop(stop));
    }

    @Override
    public void resumed(Stop ended, String by, String reason) {
        ObjectNode detail = Json.MAPPER.createObjectNode().put("by", by).put("reason", reason);
        detail.set("stop", stop(ended));
        bus.put("AutomationResumed", detail);
    }

    private static ObjectNode stop(Stop stop) {
        return Json.MAPPER
                .createObjectNode()
                .put("at", stop.at().toString())
                .put("by", stop.by())
                .put("reason", stop.reason());
    }
}
