package dev.curfew.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Subject;
import dev.curfew.core.watch.WatchEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** What watch says on Curfew's bus. */
public final class EventBridgeFindings implements WatchEvents {

    private static final Logger LOG = LoggerFactory.getLogger(EventBridgeFindings.class);
    private static final String SOURCE = "curfew.watch";

    private final EventBridgeClient events;
    private final String bus;
    private final Runnable onFailure;

    /**
     * Speaks on a bus.
     *
     * @param onFailure is run when an event is lost, to count it
     */
    public EventBridgeFindings(EventBridgeClient events, String bus, Runnable onFailure) {
        this.events = events;
        this.bus = bus;
        this.onFailure = onFailure;
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
        try {
            put("FindingOpened", detail);
        } catch (SdkException | IllegalStateException lost) {
            LOG.error("the bus did not take FindingOpened {}", finding.id(), lost);
            onFailure.run();
        }
    }

    @Override
    public void revoke(Finding finding) {
        put(
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

    private void put(String type, ObjectNode detail) {
        PutEventsRequestEntry entry =
                PutEventsRequestEntry.builder()
                        .eventBusName(bus)
                        .source(SOURCE)
                        .detailType(type)
                        .detail(detail.toString())
                        .build();
        PutEventsResponse answer = events.putEvents(put -> put.entries(entry));
        if (answer.failedEntryCount() > 0) {
            throw new IllegalStateException(
                    "the bus did not take "
                            + type
                            + ": "
                            + answer.entries().getFirst().errorMessage());
        }
    }
}
