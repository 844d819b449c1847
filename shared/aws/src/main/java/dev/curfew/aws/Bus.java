package dev.curfew.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
            require(type, detail);
        } catch (SdkException | NotTakenException failed) {
            LOG.error("the bus did not take {}: {}", type, failed.getMessage(), failed);
            onFailure.run();
        }
    }

    /**
     * Puts what must not be lost.
     *
     * @throws RuntimeException when the bus did not take it
     */
    void require(String type, ObjectNode detail) {
        PutEventsRequestEntry entry =
                PutEventsRequestEntry.builder()
                        .eventBusName(name)
                        .source(source)
                        .detailType(type)
                        .detail(detail.toString())
                        .build();
        PutEventsResponse answer = events.putEvents(put -> put.entries(entry));
        if (answer.failedEntryCount() > 0) {
            throw new NotTakenException(String.valueOf(answer.entries().getFirst().errorMessage()));
        }
    }

    /** The bus answered that it did not take an event. */
    static final class NotTakenException extends RuntimeException {
        NotTakenException(String why) {
            super(why);
        }
    }
}
