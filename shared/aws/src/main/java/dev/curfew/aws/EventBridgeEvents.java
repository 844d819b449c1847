package dev.curfew.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityEvents;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseEvents;
import dev.curfew.core.lease.Receipt;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** Events on Curfew's bus, each function under a source of its own. */
public final class EventBridgeEvents implements LeaseEvents, IdentityEvents {

    private final Bus bus;

    /**
     * @param source names the function, such as {@code curfew.issue}; the bus admits nothing else
     *     from its role
     * @param onFailure is run when an event is lost, to count it
     */
    public EventBridgeEvents(
            EventBridgeClient events, String bus, String source, Runnable onFailure) {
        this.bus = new Bus(events, bus, source, onFailure);
    }

    @Override
    public void issued(Lease lease) {
        bus.put("LeaseIssued", lease(lease).put("reason", lease.grant().reason()));
    }

    @Override
    public void ended(Lease lease) {
        bus.put("LeaseEnded", lease(lease).put("endedAt", text(lease.endedAt())));
    }

    @Override
    public void denied(Lease lease) {
        Receipt receipt = Objects.requireNonNull(lease.receipt());
        bus.put(
                "LeaseDenied",
                lease(lease)
                        .put("requestedAt", text(receipt.requestedAt()))
                        .put("deniedAt", text(receipt.deniedAt()))
                        .put("seenAt", text(receipt.seenAt()))
                        .put("seenBy", receipt.seenBy().name()));
    }

    @Override
    public void denyListDue(String role) {
        bus.put("DenyListDue", Json.MAPPER.createObjectNode().put("role", role));
    }

    @Override
    public void recorded(Identity identity) {
        bus.put("IdentityRecorded", identity(identity));
    }

    private static ObjectNode lease(Lease lease) {
        return Json.MAPPER
                .createObjectNode()
                .put("lease", lease.id().value())
                .put("version", lease.version())
                .put("state", lease.state().name())
                .put("task", lease.task())
                .put("holder", lease.holder().principal())
                .put("agent", lease.grant().agent())
                .put("role", lease.role())
                .put("lineage", lease.lineage().toString())
                .put("issuedAt", text(lease.issuedAt()))
                .put("expiresAt", text(lease.expiresAt()));
    }

    /** What every event on an identity tells. */
    static ObjectNode identity(Identity identity) {
        Identity.Creation created = identity.created();
        return Json.MAPPER
                .createObjectNode()
                .put("id", identity.id())
                .put("version", identity.version())
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
