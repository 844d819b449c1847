package dev.curfew.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Subject;
import dev.curfew.core.watch.WatchEvents;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** What watch says on Curfew's bus. */
public final class EventBridgeFindings implements WatchEvents {

    private final Bus bus;

    /**
     * Speaks on a bus.
     *
     * @param source names the function, {@code curfew.watch}
     * @param onFailure is run when an event is lost, to count it
     */
    public EventBridgeFindings(
            EventBridgeClient events, String bus, String source, Runnable onFailure) {
        this.bus = new Bus(events, bus, source, onFailure);
    }

    @Override
    public void opened(Finding finding) {
        ObjectNode detail =
                about(finding)
                        .put("kind", finding.kind().name())
                        .put("severity", finding.severity().name())
                        .put("holder", finding.subject().holder())
                        .put("what", finding.what())
                        .put("openedAt", String.valueOf(finding.openedAt()));
        ArrayNode evidence = detail.putArray("events");
        finding.evidence().forEach(each -> evidence.add(each.event()));
        bus.put("FindingOpened", detail);
    }

    @Override
    public void revoke(Finding finding) {
        bus.require(
                "RevocationRequested",
                about(finding)
                        .put(
                                "reason",
                                "finding "
                                        + finding.id()
                                        + " ("
                                        + finding.kind()
                                        + "): "
                                        + finding.what()));
    }

    private static ObjectNode about(Finding finding) {
        Subject subject = finding.subject();
        ObjectNode detail = Json.MAPPER.createObjectNode().put("finding", finding.id());
        if (subject.lease() != null) {
            detail.put("lease", subject.lease());
        } else if (subject.session() != null) {
            detail.put("role", subject.role()).put("session", subject.session());
        }
        return detail;
    }
}
