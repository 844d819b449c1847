package dev.curfew.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** Curfew's bus, as one function may use it. What it does not take is logged and counted. */
final class Bus {

    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

    private final EventBridgeClient events;
    private final String name;
    private final String source;
    private final Runnable onFailure;

    Bus(EventBridgeClient events, String name, String source, Runnable onFailure) {
        this.events = events;
        this.name = name;
        this.source = source;
        this.onFailure = onFailure;
    }

    void put(String type, ObjectNode detail) {
        try {
            PutEventsRequestEntry entry =
                    PutEventsRequestEntry.builder()
                            .eventBusName(name)
                            .source(source)
                            .detailType(type)
                            .detail(detail.toString())
                            .build();
            PutEventsResponse answer = events.putEvents(put -> put.entries(entry));
            if (answer.failedEntryCount() > 0) {
                lost(type, answer.entries().getFirst().errorMessage(), null);
            }
        } catch (SdkException failed) {
            lost(type, failed.getMessage(), failed);
        }
    }

    private void lost(String type, @Nullable String why, @Nullable Exception cause) {
        LOG.error("the bus did not take {}: {}", type, why, cause);
        onFailure.run();
    }
}
