package dev.curfew.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.announcement.Announcement;
import dev.curfew.core.announcement.Announcements;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.lease.Lease;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** Announcements on Curfew's bus, each function under a source of its own. */
public final class EventBridgeAnnouncements implements Announcements {

    private static final Logger LOG = LoggerFactory.getLogger(EventBridgeAnnouncements.class);

    private final EventBridgeClient events;
    private final String bus;
    private final String source;
    private final Runnable onFailure;

    /**
     * @param source names the function, such as {@code curfew.issue}; the bus admits nothing else
     *     from its role
     * @param onFailure is run when an announcement is lost, to count it
     */
    public EventBridgeAnnouncements(
            EventBridgeClient events, String bus, String source, Runnable onFailure) {
        this.events = events;
        this.bus = bus;
        this.source = source;
        this.onFailure = onFailure;
    }

    @Override
    public void announce(Announcement announcement) {
        String type = announcement.getClass().getSimpleName();
        try {
            PutEventsRequestEntry entry =
                    PutEventsRequestEntry.builder()
                            .eventBusName(bus)
                            .source(source)
                            .detailType(type)
                            .detail(detail(announcement).toString())
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

    private static ObjectNode detail(Announcement announcement) {
        return switch (announcement) {
            case Announcement.LeaseIssued(Lease lease) ->
                    lease(lease).put("reason", lease.reason());
            case Announcement.LeaseEnded(Lease lease) ->
                    lease(lease).put("endedAt", text(lease.endedAt()));
            case Announcement.IdentityRecorded(Identity identity) -> identity(identity);
        };
    }

    private static ObjectNode lease(Lease lease) {
        return Json.MAPPER
                .createObjectNode()
                .put("lease", lease.id().value())
                .put("state", lease.state().name())
                .put("task", lease.task())
                .put("holder", lease.holder())
                .put("role", lease.role())
                .put("lineage", lease.lineage())
                .put("issuedAt", text(lease.issuedAt()))
                .put("expiresAt", text(lease.expiresAt()));
    }

    private static ObjectNode identity(Identity identity) {
        Identity.Creation created = identity.created();
        return Json.MAPPER
                .createObjectNode()
                .put("id", identity.id())
                .put("kind", identity.kind().name())
                .put("account", identity.account())
                .put("name", identity.name())
                .put("status", identity.status().name())
                .put("statusAt", text(identity.statusAt()))
                .put("createdBy", created == null ? null : created.by())
                .put("createdAt", created == null ? null : text(created.at()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
