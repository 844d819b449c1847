package dev.curfew.aws;

import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.sweep.Announcements;
import dev.curfew.core.sweep.Requests;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** What the sweep found and what it asks for, on Curfew's bus. */
public final class EventBridgeSweepEvents implements Announcements, Requests {

    private final Bus bus;

    /**
     * @param source names the function, {@code curfew.sweep}
     * @param onFailure is run when an announcement is lost, to count it
     */
    public EventBridgeSweepEvents(
            EventBridgeClient events, String bus, String source, Runnable onFailure) {
        this.bus = new Bus(events, bus, source, onFailure);
    }

    @Override
    public void found(Identity identity, Finding finding) {
        bus.put(
                "FindingRaised",
                EventBridgeEvents.identity(identity)
                        .put("finding", finding.kind().name())
                        .put("since", finding.since().toString())
                        .put("evidence", finding.evidence()));
    }

    @Override
    public void request(String identity, String run) {
        bus.require(
                "RevocationRequested",
                Json.MAPPER.createObjectNode().put("identity", identity).put("run", run));
    }
}
