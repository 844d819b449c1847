package dev.curfew.core.slack;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.Journal;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lifecycle.Deciding;
import dev.curfew.core.lifecycle.Decision;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.core.watch.Finding;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** State, evidence and next deadline of what a button is about, for the one who pressed it. */
final class Showing {

    /** More is read with the command. */
    private static final int MOST_EVIDENCE = 5;

    private final Inventory inventory;
    private final Glances glances;
    private final Journal journal;
    private final InstantSource clock;
    private final Troubles troubles;

    Showing(
            Inventory inventory,
            Glances glances,
            Journal journal,
            InstantSource clock,
            Troubles troubles) {
        this.inventory = inventory;
        this.glances = glances;
        this.journal = journal;
        this.clock = clock;
        this.troubles = troubles;
    }

    Reply show(Target target, Terms terms) {
        return switch (target) {
            case Target.Identity(String id) -> identity(id, terms);
            case Target.Lease(LeaseId id) -> lease(id);
            case Target.Finding(String id) -> finding(id);
        };
    }

    private Reply identity(String id, Terms terms) {
        Optional<Identity> found = inventory.find(id);
        if (found.isEmpty()) {
            return Reply.toPresser(
                    "The inventory does not know " + id + ".",
                    "Look at what it knows: curfew identity list.");
        }
        Identity identity = found.get();
        List<String> lines = new ArrayList<>();
        lines.add(
                identity.kind()
                        + " "
                        + id
                        + (identity.name() == null ? "" : " of " + identity.name()));
        add(lines, "ARN: ", identity.arn());
        lines.add(
                "State: "
                        + identity.status()
                        + " since "
                        + History.at(identity.statusAt())
                        + lastAct(id));
        lines.add("Last use: " + lastUse(identity.evidence()));
        identity.findings().stream()
                .limit(MOST_EVIDENCE)
                .forEach(each ->
                        lines.add(
                                "Finding: "
                                        + each.kind()
                                        + " since "
                                        + History.at(each.since())
                                        + ": "
                                        + each.evidence()));
        Exemption exemption = terms.exemptions().get(id);
        if (exemption != null && exemption.until().isAfter(clock.instant())) {
            lines.add("Exempt " + Answering.told(exemption));
        }
        lines.add("Next: " + next(identity, terms));
        return new Reply(false, lines);
    }

    private String next(Identity identity, Terms terms) {
        boolean isPrincipal = identity.kind().isPrincipal();
        Identity user =
                isPrincipal || identity.user() == null
                        ? null
                        : inventory.find(identity.user()).orElse(null);
        String userId = isPrincipal ? identity.id() : identity.user();
        List<Identity> credentials = userId == null ? List.of() : inventory.credentialsOf(userId);
        Decision decision = Deciding.decide(identity, user, credentials, terms, clock.instant());
        Instant due = decision.due();
        return decision.action()
                + (due == null ? "" : ", due " + History.at(due))
                + (decision.enforced() || !decision.action().takes() ? "" : ", not enforced")
                + ": "
                + decision.reason();
    }

    private String lastAct(String id) {
        return History.of(journal, id, troubles)
                .last(Set.of("restored", "disabled", "quarantined", "deleted"))
                .map(entry -> " (" + History.told(entry) + ")")
                .orElse("");
    }

    private static String lastUse(@Nullable Evidence evidence) {
        if (evidence == null) {
            return "not asked yet";
        }
        String asOf = " (as of " + History.at(evidence.readAt()) + ")";
        return switch (evidence.lastUse()) {
            case LastUse.Used used ->
                    History.at(used.at())
                            + (used.service() == null ? "" : ", " + used.service())
                            + (used.region() == null ? "" : " in " + used.region())
                            + asOf;
            case LastUse.Never _ -> "no use on record" + asOf;
            case LastUse.Untracked _ -> "AWS keeps no record for its kind";
            case LastUse.Unknown unknown -> "unknown: " + unknown.why() + asOf;
        };
    }

    private Reply lease(LeaseId id) {
        Optional<LeaseGlance> found = glances.lease(id);
        if (found.isEmpty()) {
            return Reply.toPresser(
                    "There is no lease " + id + ", or not any more.",
                    "Look at what there is: curfew lease list.");
        }
        LeaseGlance lease = found.get();
        boolean isPast = lease.state().isOpen() && !clock.instant().isBefore(lease.expiresAt());
        List<String> lines = new ArrayList<>();
        lines.add("Lease " + id + " for task " + lease.task());
        lines.add("Agent: " + lease.agent() + ", held by " + lease.holder());
        lines.add("Asked for: " + lease.reason());
        lines.add(
                "State: "
                        + (isPast ? "EXPIRED" : lease.state())
                        + History.of(journal, id.value(), troubles)
                                .last(Answering.ENDED)
                                .map(entry -> " (" + History.told(entry) + because(entry) + ")")
                                .orElse(""));
        if (lease.deniedAt() != null) {
            lines.add(
                    "Denied by its role since "
                            + History.at(lease.deniedAt())
                            + (lease.seenAt() == null
                                    ? ", not seen to be yet"
                                    : ", seen to be at " + History.at(lease.seenAt())));
        }
        lines.add("Issued: " + History.at(lease.issuedAt()));
        lines.add(
                lease.state().isOpen() && !isPast
                        ? "Next: it ends by itself at " + History.at(lease.expiresAt())
                        : "Next: nothing, it has ended");
        return new Reply(false, lines);
    }

    private static String because(Entry entry) {
        String reason = entry.detail().get("reason");
        return reason == null ? "" : ": " + reason;
    }

    private Reply finding(String id) {
        Optional<Finding> found = glances.finding(id);
        if (found.isEmpty()) {
            return Answering.unknownFinding(id);
        }
        Finding finding = found.get();
        List<String> lines = new ArrayList<>();
        lines.add("Finding " + id + ": " + finding.kind() + ", " + finding.severity());
        lines.add("What: " + finding.what());
        add(lines, "Lease: ", finding.subject().lease());
        add(lines, "Role: ", finding.subject().role());
        lines.add("Held by: " + finding.subject().holder());
        lines.add(
                "Calls: "
                        + finding.calls()
                        + (finding.openedAt() == null
                                ? ""
                                : ", told at " + History.at(finding.openedAt())));
        finding.evidence().stream()
                .limit(MOST_EVIDENCE)
                .forEach(each ->
                        lines.add(
                                "Evidence: "
                                        + each.what()
                                        + " at "
                                        + History.at(each.at())
                                        + " from "
                                        + each.address()
                                        + ", event "
                                        + each.event()));
        lines.add(
                "Next: "
                        + (finding.revocationAt() == null
                                ? "nothing by itself"
                                : "its session's end was asked for at "
                                        + History.at(finding.revocationAt())));
        return new Reply(false, lines);
    }

    private static void add(List<String> lines, String label, @Nullable String text) {
        if (text != null) {
            lines.add(label + text);
        }
    }
}
