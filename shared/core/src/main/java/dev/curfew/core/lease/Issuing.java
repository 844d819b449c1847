package dev.curfew.core.lease;

import dev.curfew.core.caller.Caller;
import dev.curfew.core.caller.Standings;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.task.Forbidden;
import dev.curfew.core.task.Requesters;
import dev.curfew.core.task.Task;
import dev.curfew.core.task.Tasks;
import dev.curfew.policy.Policy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Issues a session for one task. A caller that is itself the session of a lease delegates. */
public final class Issuing {

    private final Tasks tasks;
    private final Forbidden forbidden;
    private final Standings standings;
    private final Leases leases;
    private final Opener opener;
    private final RandomGenerator random;
    private final Leases.Limits limits;
    private final Doors doors;

    public Issuing(
            Tasks tasks,
            Forbidden forbidden,
            Standings standings,
            Leases leases,
            Sessions sessions,
            LeaseEvents events,
            RandomGenerator random,
            Leases.Limits limits,
            Doors doors) {
        this.tasks = tasks;
        this.forbidden = forbidden;
        this.standings = standings;
        this.leases = leases;
        this.opener = new Opener(leases, sessions, events);
        this.random = random;
        this.limits = limits;
        this.doors = doors;
    }

    /** What became of a request. */
    public sealed interface Issued {
        /** The credentials are in this answer alone. */
        record Granted(Lease lease, SessionCredentials credentials) implements Issued {}

        record Refused(Refusal refusal) implements Issued {}
    }

    /**
     * Issues what was asked, or says why not.
     *
     * @param caller who asks, proved
     * @throws SessionsUnavailableException when STS gave no clear answer; the lease is left to
     *     {@link Expiring}
     */
    public Issued issue(Caller caller, IssueRequest request, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.SECONDS);
        if (!caller.isBrokered()) {
            return issue(caller, null, request, now);
        }
        return switch (OwnLease.of(leases, caller, now)) {
            case OwnLease.Found.Active(Lease parent) ->
                    isDisabled(parent.holder())
                            ? refused(
                                    "caller-disabled",
                                    "`"
                                            + parent.holder().principal()
                                            + "`, for whom lease `"
                                            + parent.id()
                                            + "` is held, is disabled",
                                    "have it restored; until then nothing is handed on for it")
                            : issue(caller, parent, request, now);
            case OwnLease.Found.Refused(Refusal refusal) -> new Issued.Refused(refusal);
        };
    }

    /** Who was disabled since the first lease was issued; the leases it has end by themselves. */
    private boolean isDisabled(Holder holder) {
        return standings.of(Set.of(holder.id())).values().stream()
                .anyMatch(status -> status != IdentityStatus.ACTIVE);
    }

    private Issued issue(Caller caller, @Nullable Lease parent, IssueRequest request, Instant now) {
        Optional<Task> found = tasks.find(request.task());
        if (found.isEmpty()) {
            return refused(
                    "task-unknown",
                    "there is no task `" + request.task() + "`",
                    "name one that `curfew task list` shows, or have it put there with `curfew task apply`");
        }
        Task task = found.get();
        Holder holder = parent == null ? Holder.of(caller) : parent.holder();
        if (!Requesters.name(holder.principal(), holder.arn(), task.requesters())) {
            return refused(
                    "requester-not-allowed",
                    "`"
                            + holder.principal()
                            + "` is not among the requesters of task `"
                            + task.name()
                            + "`",
                    "have it put among them with `curfew task apply`; `curfew task list --json` shows them");
        }
        if (request.duration().compareTo(task.longestDuration()) > 0) {
            return refused(
                    "duration-too-long",
                    "a lease of `"
                            + request.duration()
                            + "` was asked for; task `"
                            + task.name()
                            + "` allows `"
                            + task.longestDuration()
                            + "`",
                    "ask for `"
                            + task.longestDuration()
                            + "` or less, and issue anew before it ends");
        }
        if (parent != null && !task.roles().contains(parent.role())) {
            return refused(
                    "role-differs",
                    "task `"
                            + task.name()
                            + "` has not the role `"
                            + parent.role()
                            + "` of lease `"
                            + parent.id()
                            + "`, and a delegation stays on its role",
                    "name a task with that role, or ask for the lease with credentials of your own");
        }
        Optional<Refusal> beyond =
                Ceiling.refuses(task, request.scope()).or(() -> forbidden.refuses(request.scope()));
        if (beyond.isPresent()) {
            return new Issued.Refused(beyond.get());
        }
        Grant grant = grant(request, task, holder, parent, now);
        if (parent != null) {
            Optional<Refusal> wider = new Delegation(parent, grant).refuses();
            if (wider.isPresent()) {
                return new Issued.Refused(wider.get());
            }
        }
        if (grant.sessionPolicy().length() > SessionPolicy.LONGEST) {
            return refused(
                    "scope-too-long",
                    "the session policy has "
                            + grant.sessionPolicy().length()
                            + " characters, "
                            + grant.scope().length()
                            + " of them the scope's; STS takes "
                            + SessionPolicy.LONGEST,
                    "shorten the scope: name fewer resources, or cover them with wildcards");
        }
        return open(
                grant,
                parent == null ? leastLoadedFirst(task.roles()) : List.of(parent.role()),
                caller,
                now);
    }

    private Grant grant(
            IssueRequest request, Task task, Holder holder, @Nullable Lease parent, Instant now) {
        LeaseId id = LeaseId.random(random);
        Instant expiresAt = now.plus(request.duration());
        List<List<String>> networks = networks(task, parent);
        Policy confined = SessionPolicy.confine(request.scope(), expiresAt, networks);
        return new Grant(
                holder,
                request.agent(),
                task.name(),
                parent == null ? task.roles().getFirst() : parent.role(),
                parent == null ? Lineage.root(id) : parent.lineage().child(id),
                parent == null
                        ? task.delegationDepth()
                        : Math.min(task.delegationDepth(), parent.grant().delegationsLeft() - 1),
                request.reason(),
                request.scope().print(),
                SessionPolicy.open(confined, doors).print(),
                networks,
                now,
                expiresAt,
                Opener.sessionEnd(now, expiresAt));
    }

    /** What a lease above is confined to confines those below too. */
    private static List<List<String>> networks(Task task, @Nullable Lease parent) {
        List<List<String>> networks =
                new ArrayList<>(parent == null ? List.of() : parent.grant().networks());
        if (!task.networks().isEmpty() && !networks.contains(task.networks())) {
            networks.add(task.networks());
        }
        return networks;
    }

    private Issued open(Grant grant, List<String> roles, Caller caller, Instant now) {
        for (String role : roles) {
            switch (opener.open(grant.on(role), caller.arn(), limits, now)) {
                case Opener.Opened.Live(Lease lease, SessionCredentials credentials) -> {
                    return new Issued.Granted(lease, credentials);
                }
                case Opener.Opened.Refused(Refusal refusal) -> {
                    return new Issued.Refused(refusal);
                }
                case Opener.Opened.NotWritten(Leases.Opening why) -> {
                    if (why != Leases.Opening.ROLE_FULL) {
                        return notWritten(grant, why);
                    } // try the next role
                }
            }
        }
        return notWritten(grant, Leases.Opening.ROLE_FULL);
    }

    private Issued notWritten(Grant grant, Leases.Opening why) {
        return switch (why) {
            case HOLDER_FULL ->
                    refused(
                            "holder-full",
                            "`"
                                    + grant.holder().principal()
                                    + "` has "
                                    + limits.perHolder()
                                    + " sessions that STS has not ended yet",
                            "let earlier ones end; STS ends each within an hour, most within 15 minutes");
            case HOLDER_HALTED ->
                    refused(
                            "holder-halted",
                            "nothing is issued to `"
                                    + grant.holder().principal()
                                    + "`: so many of its leases were revoked on findings that a person has"
                                    + " to look first",
                            "have somebody who runs Curfew look at `curfew finding list`, and let it go on"
                                    + " with `curfew lease resume --holder "
                                    + grant.holder().id()
                                    + " --reason TEXT`");
            case ANCESTOR_ENDED ->
                    refused(
                            "lease-not-active",
                            "a lease above `" + grant.lineage() + "` ended in the meantime",
                            "ask for a new lease with credentials of your own, or have it delegated to you");
            case ROLE_FULL, OPENED ->
                    refused(
                            "role-full",
                            "each role of task `"
                                    + grant.task()
                                    + "` carries "
                                    + limits.perRole()
                                    + " sessions already",
                            "add roles to the task, or wait until earlier sessions end");
        };
    }

    private List<String> leastLoadedFirst(List<String> roles) {
        if (roles.size() == 1) {
            return roles;
        }
        Map<String, Integer> load = leases.sessionsOn(roles);
        return roles.stream()
                .sorted(Comparator.comparingInt(role -> load.getOrDefault(role, 0)))
                .toList();
    }

    private static Issued refused(String code, String message, String help) {
        return new Issued.Refused(new Refusal(code, message, help));
    }
}
