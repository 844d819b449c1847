package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Canary;
import dev.curfew.core.lease.Grant;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Lineage;
import dev.curfew.core.lease.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A lease as it stands at a time, whether or not its table has caught up with its deadline. */
public record Standing(Lease lease, Instant now) {

    /** Open ones first, then the newest. */
    static final Comparator<Standing> ORDER =
            Comparator.comparing(Standing::isOpen)
                    .thenComparing(standing -> standing.lease.issuedAt())
                    .thenComparingInt(standing -> standing.lease.lineage().depth())
                    .reversed()
                    .thenComparing(standing -> standing.lease.id().value());

    private static final Duration RECENT = Duration.ofDays(1);

    /** Each as it stands now, open ones first, then the newest. */
    public static List<Standing> of(List<Lease> leases, Instant now) {
        return leases.stream().map(lease -> new Standing(lease, now)).sorted(ORDER).toList();
    }

    /** Its state; {@code EXPIRED} from its deadline on, though its table may be late. */
    public LeaseState state() {
        return lease.state() == LeaseState.ACTIVE && !lease.isActive(now)
                ? LeaseState.EXPIRED
                : lease.state();
    }

    /** Whether its session may still be used. */
    public boolean isOpen() {
        return state().isOpen();
    }

    /** When it ended, or will at the latest. */
    public Instant end() {
        return Objects.requireNonNullElse(lease.endedAt(), lease.expiresAt());
    }

    /** Whether it was opened to see a denial with, and not for a job. */
    public boolean isCanary() {
        return lease.task().equals(Canary.TASK);
    }

    /**
     * Whether people are shown it unasked: it is for a job, and open or ended less than a day ago.
     */
    public boolean isShown() {
        return !isCanary() && (isOpen() || end().isAfter(now.minus(RECENT)));
    }

    /** Who holds it, without what is the same for all. */
    public String holder() {
        return IdentityListCommand.who(lease.holder().arn());
    }

    /** The lease it was delegated from. */
    public Optional<LeaseId> parent() {
        List<LeaseId> above = lease.lineage().ancestors();
        return above.isEmpty() ? Optional.empty() : Optional.of(above.getLast());
    }

    /** {@code root > … > self}. */
    static String chain(Lineage lineage) {
        return lineage.ids().stream().map(LeaseId::value).collect(Collectors.joining(" > "));
    }

    /** All that is known of it, for programs. */
    ObjectNode document() {
        Grant grant = lease.grant();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("lease", lease.id().value());
        document.put("state", state().name());
        document.put("task", grant.task());
        document.put("agent", grant.agent());
        document.put("holder", grant.holder().principal());
        document.put("holderArn", grant.holder().arn());
        document.put("holderId", grant.holder().id());
        document.put("role", grant.role());
        document.put("roleId", lease.roleId());
        document.put("lineage", grant.lineage().toString());
        document.put("parent", parent().map(LeaseId::value).orElse(null));
        document.put("depth", grant.lineage().depth());
        document.put("delegationsLeft", grant.delegationsLeft());
        document.put("reason", grant.reason());
        document.set("scope", Json.read(grant.scope()));
        document.set("sessionPolicy", Json.read(grant.sessionPolicy()));
        ArrayNode networks = document.putArray("networks");
        grant.networks().forEach(list -> list.forEach(networks.addArray()::add));
        document.put("issuedAt", grant.issuedAt().toString());
        document.put("expiresAt", grant.expiresAt().toString());
        document.put("sessionEndsAt", grant.sessionEndsAt().toString());
        document.put("endedAt", isOpen() ? null : end().toString());
        receipt(document, lease.receipt());
        return document;
    }

    private static void receipt(ObjectNode document, @Nullable Receipt receipt) {
        if (receipt == null) {
            document.putNull("receipt");
            return;
        }
        Instant seenAt = receipt.seenAt();
        document.putObject("receipt")
                .put("requestedAt", receipt.requestedAt().toString())
                .put("deniedAt", receipt.deniedAt().toString())
                .put("seenAt", seenAt == null ? null : seenAt.toString())
                .put("seenBy", receipt.seenBy().name());
    }
}
