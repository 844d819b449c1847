package dev.curfew.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.FindingEvents;
import dev.curfew.core.watch.Halt;
import dev.curfew.core.watch.Subject;
import dev.curfew.core.watch.WatchEvents;
import java.util.Objects;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** What is said of findings on Curfew's bus. */
public final class EventBridgeFindings implements WatchEvents, FindingEvents {

    private final Bus bus;
    private final Runnable onHalt;

    /**
     * Speaks on a bus.
     *
     * @param source names the function, {@code curfew.watch}
     * @param onFailure is run when an event is lost, to count it
     * @param onHalt is run when a holder is halted, to count it, which rings
     */
    public EventBridgeFindings(
            EventBridgeClient events,
            String bus,
            String source,
            Runnable onFailure,
            Runnable onHalt) {
        this.bus = new Bus(events, bus, source, onFailure);
        this.onHalt = onHalt;
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

    @Override
    public void revokeAll(Halt halt, Finding finding) {
        bus.require(
                "RevocationRequested",
                about(halt)
                        .put("finding", finding.id())
                        .put("haltedAt", String.valueOf(halt.haltedAt()))
                        .put(
                                "reason",
                                "findings "
                                        + String.join(", ", halt.findings())
                                        + ": too many of the holder's leases were ended one by one"));
    }

    @Override
    public void halted(Halt halt) {
        onHalt.run();
        ObjectNode detail = about(halt).put("haltedAt", String.valueOf(halt.haltedAt()));
        ArrayNode findings = detail.putArray("findings");
        halt.findings().forEach(findings::add);
        ArrayNode leases = detail.putArray("leases");
        halt.revocations().forEach(each -> leases.add(each.lease().value()));
        bus.put("HolderHalted", detail);
    }

    @Override
    public void lifted(Halt halt, String by, String reason) {
        bus.put(
                "HolderLifted",
                about(halt)
                        .put("liftedAt", String.valueOf(halt.liftedAt()))
                        .put("by", by)
                        .put("reason", reason));
    }

    @Override
    public void closed(Finding finding) {
        Finding.Closing closing = Objects.requireNonNull(finding.closing());
        bus.put(
                "FindingClosed",
                about(finding)
                        .put("kind", finding.kind().name())
                        .put("severity", finding.severity().name())
                        .put("holder", finding.subject().holder())
                        .put("closedAt", closing.at().toString())
                        .put("by", closing.by())
                        .put("reason", closing.reason()));
    }

    private static ObjectNode about(Halt halt) {
        return Json.MAPPER
                .createObjectNode()
                .put("holder", halt.holder().principal())
                .put("holderId", halt.holder().id());
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
