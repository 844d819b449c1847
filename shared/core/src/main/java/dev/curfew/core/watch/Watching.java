package dev.curfew.core.watch;

import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseEvents;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.task.Task;
import dev.curfew.core.watch.BrokeredRoles.Broker;
import dev.curfew.core.watch.Finding.Evidence;
import dev.curfew.core.watch.Kind.Reaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one call at a time. Hearing a call again changes nothing, and a call that could not be
 * dealt with to the end is to be heard again.
 */
public final class Watching {

    /** Calls that open a session, as the role's trust policy may let somebody do. */
    private static final Set<String> OPENINGS =
            Set.of("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity");

    private final Leases leases;
    private final Findings findings;
    private final WatchEvents events;
    private final Witness witness;
    private final Switches switches;
    private final BrokeredRoles roles;
    private final Tampering tampering;
    private final Halting halting;
    private final KeyCalls keys;
    private final List<LeaseDetection> detections;

    public Watching(
            Leases leases,
            Sightings sightings,
            Findings findings,
            Halts halts,
            KeyCalls keys,
            BrokeredRoles roles,
            OwnStack own,
            Switches switches,
            WatchEvents events,
            LeaseEvents leaseEvents) {
        this.leases = leases;
        this.findings = findings;
        this.events = events;
        this.witness = new Witness(leases, leaseEvents);
        this.switches = switches;
        this.keys = keys;
        this.roles = roles;
        this.tampering = new Tampering(own, roles);
        this.halting = new Halting(halts, events, switches.perHolder());
        this.detections =
                List.of(
                        new UseAfterEnd(),
                        new Escape(),
                        new OutOfScope(),
                        new SecondNetwork(sightings));
    }

    /** What a call led to: nothing, or findings and notes. */
    public record Watched(List<Finding> findings) {
        public Watched {
            findings = List.copyOf(findings);
        }
    }

    /** Looks at a call. */
    public Watched watch(Call call, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MILLIS);
        if (call.actor().isBrokered()) {
            return new Watched(session(call, now));
        }
        List<Finding> found = new ArrayList<>();
        if (keys.are(call)) {
            found.addAll(key(call, now));
        }
        found.addAll(change(call, now));
        return new Watched(found);
    }

    private List<Finding> key(Call call, Instant now) {
        List<Finding> kept =
                keys.look(call, this::isOff, now).stream()
                        .map(found -> keep(found, Subject.key(call), call, null, now))
                        .toList();
        keys.looked(call, now);
        return kept;
    }

    /** What somebody did to what holds sessions in, or past the broker. */
    private List<Finding> change(Call call, Instant now) {
        if (call.service().equals("sts.amazonaws.com") && OPENINGS.contains(call.name())) {
            return opening(call, now);
        }
        return isOff(Kind.TAMPERING)
                ? List.of()
                : tampering.look(call).stream()
                        .map(found -> keep(found, Subject.change(call), call, null, now))
                        .toList();
    }

    private List<Finding> session(Call call, Instant now) {
        Call.Actor actor = call.actor();
        String role = java.util.Objects.requireNonNull(actor.role());
        Optional<Lease> found = lease(role, actor.userId());
        if (found.isEmpty()) {
            return isOff(Kind.SHADOW_SESSION) || isAnothers(call, role)
                    ? List.of()
                    : List.of(
                            keep(
                                    Shadow.used(call),
                                    Subject.session(role, actor.userId(), role),
                                    call,
                                    events::revoke,
                                    now));
        }
        Lease lease = found.get();
        if (lease.task().equals(Task.CANARY)) {
            return List.of(); // it is there to be refused, also after its end
        }
        if (Shadow.isAnother(call, lease)) {
            return another(call, lease, now);
        }
        witness.see(call, lease);
        List<Finding> kept = new ArrayList<>();
        for (LeaseDetection detection : detections) {
            if (!isOff(detection.kind())) {
                detection
                        .look(call, lease)
                        .ifPresent(suspicion ->
                                kept.add(
                                        keep(
                                                suspicion,
                                                Subject.lease(lease),
                                                call,
                                                finding -> end(finding, lease, now),
                                                now)));
            }
        }
        return kept;
    }

    /**
     * A session that bears a lease's name. While the lease is open, what ends one ends the other,
     * so a person decides; afterwards the name can be denied.
     */
    private List<Finding> another(Call call, Lease lease, Instant now) {
        if (isOff(Kind.SHADOW_SESSION)) {
            return List.of();
        }
        Call.Actor actor = call.actor();
        return List.of(
                keep(
                        Shadow.usedAs(call, lease),
                        Subject.another(
                                lease.role(), actor.userId(), String.valueOf(actor.accessKey())),
                        call,
                        lease.state().isOpen() ? null : events::revoke,
                        now));
    }

    private void end(Finding finding, Lease lease, Instant now) {
        if (!halting.covers(lease, finding, now)) {
            events.revoke(finding);
        }
    }

    private List<Finding> opening(Call call, Instant now) {
        String role = call.asked("roleArn");
        String session = Shadow.session(call);
        if (isOff(Kind.SHADOW_SESSION)
                || !role.contains(Call.BROKERED)
                || session == null
                || lease(role, session).isPresent()
                || isAnothers(call, role)) {
            return List.of();
        }
        return Shadow.opened(call).stream()
                .map(suspicion ->
                        keep(
                                suspicion,
                                Subject.session(role, session, call.actor().principal()),
                                call,
                                events::revoke,
                                now))
                .toList();
    }

    /** What a Curfew beside this one issues, that one watches. */
    private boolean isAnothers(Call call, String role) {
        return roles.of(call.account(), role.substring(role.lastIndexOf('/') + 1))
                == Broker.ANOTHER;
    }

    private Optional<Lease> lease(String role, String userId) {
        int colon = userId.indexOf(':');
        return LeaseId.read(userId.substring(colon + 1))
                .flatMap(leases::find)
                .filter(lease ->
                        Shadow.stands(lease, role, userId.substring(0, Math.max(colon, 0))));
    }

    private boolean isOff(Kind kind) {
        return switches.of(kind) == Reaction.OFF;
    }

    /**
     * @param end asks for the end of the session that it is about; null where there is none to end
     */
    private Finding keep(
            Suspicion suspicion,
            Subject subject,
            Call call,
            @Nullable Consumer<Finding> end,
            Instant now) {
        Evidence evidence =
                new Evidence(
                        call.event(),
                        call.at(),
                        Plain.text(suspicion.what()),
                        call.origin().address());
        while (true) {
            Optional<Finding> before = findings.find(Finding.id(suspicion.kind(), subject));
            Finding after = add(before, suspicion, subject, evidence, now);
            boolean isNews = before.filter(after::equals).isEmpty();
            if (!isNews || findings.put(before.orElse(null), after)) {
                if (after.isOpen() && before.filter(Finding::isOpen).isEmpty()) {
                    events.opened(after);
                }
                return respond(after, end, now);
            }
            // Another call of the same kind came in between; each adds to the finding once.
        }
    }

    private Finding add(
            Optional<Finding> before,
            Suspicion suspicion,
            Subject subject,
            Evidence evidence,
            Instant now) {
        if (before.filter(
                        known ->
                                known.restsOn(evidence)
                                        || known.isFull()
                                        || isOver(known, evidence))
                .isPresent()) {
            return before.get();
        }
        Finding after =
                before.map(known -> known.with(suspicion, evidence))
                        .orElseGet(() -> Finding.first(suspicion, subject, evidence));
        boolean enough =
                suspicion.isCertain()
                        && after.has(switches.calls(suspicion.kind()), switches.window());
        return enough && !after.isOpen() ? after.opened(now) : after;
    }

    /** What happened before a person closed the finding, the person may have seen. */
    private static boolean isOver(Finding known, Evidence evidence) {
        return known.closing() != null && !evidence.at().isAfter(known.closing().at());
    }

    /** Asking twice does no harm, so what was asked is noted afterwards. */
    private Finding respond(Finding finding, @Nullable Consumer<Finding> end, Instant now) {
        if (!finding.isOpen()
                || finding.revocationAt() != null
                || switches.of(finding.kind()) != Reaction.REVOKE
                || end == null) {
            return finding;
        }
        end.accept(finding);
        Finding asked = finding.revocationAsked(now);
        return findings.put(finding, asked) ? asked : finding;
    }
}
