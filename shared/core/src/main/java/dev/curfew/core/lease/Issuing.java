package dev.curfew.core.lease;

import dev.curfew.core.caller.Caller;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.task.Requesters;
import dev.curfew.core.task.Task;
import dev.curfew.core.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Issues a session for one task. The lease is written before STS is asked, so a session that nobody
 * knows of cannot exist: whatever breaks in between, the lease is there and {@link Expiring} closes
 * it.
 */
public final class Issuing {

    /** How much later than asked STS may open the session, and clocks may differ. */
    private static final Duration MARGIN = Lease.PENDING_LIMIT.plusSeconds(30);

    private final Tasks tasks;
    private final Leases leases;
    private final Sessions sessions;
    private final LeaseEvents events;
    private final RandomGenerator random;
    private final Leases.Limits limits;

    public Issuing(
            Tasks tasks,
            Leases leases,
            Sessions sessions,
            LeaseEvents events,
            RandomGenerator random,
            Leases.Limits limits) {
        this.tasks = tasks;
        this.leases = leases;
        this.sessions = sessions;
        this.events = events;
        this.random = random;
        this.limits = limits;
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
     * @param caller who has proved to ask, and becomes the lease's holder
     * @throws SessionsUnavailableException when STS gave no clear answer; the lease is left to
     *     {@link Expiring}
     */
    public Issued issue(Caller caller, IssueRequest request, Instant now) {
        Optional<Task> task = tasks.find(request.task());
        if (task.isEmpty()) {
            return refused(
                    "task-unknown",
                    "there is no task `" + request.task() + "`",
                    "name one that `curfew task list` shows, or have it put there with `curfew task apply`");
        }
        if (!Requesters.name(caller, task.get().requesters())) {
            return refused(
                    "requester-not-allowed",
                    "`"
                            + caller.principal()
                            + "` is not among the requesters of task `"
                            + request.task()
                            + "`",
                    "have it put among them with `curfew task apply`; `curfew task list --json` shows them");
        }
        return issue(caller, request, task.get(), now.truncatedTo(ChronoUnit.SECONDS));
    }

    private Issued issue(Caller caller, IssueRequest request, Task task, Instant now) {
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
        Optional<Refusal> beyond = Ceiling.refuses(task, request.scope());
        if (beyond.isPresent()) {
            return new Issued.Refused(beyond.get());
        }
        Instant expiresAt = now.plus(request.duration());
        String policy = SessionPolicy.render(request.scope(), expiresAt, task.networks()).print();
        if (policy.length() > SessionPolicy.LONGEST) {
            return refused(
                    "scope-too-long",
                    "the session policy has "
                            + policy.length()
                            + " characters, "
                            + request.scope().print().length()
                            + " of them the scope's; STS takes "
                            + SessionPolicy.LONGEST,
                    "shorten the scope: name fewer resources, or cover them with wildcards");
        }
        return writeAhead(caller, request, task, policy, now, expiresAt);
    }

    private Issued writeAhead(
            Caller caller,
            IssueRequest request,
            Task task,
            String policy,
            Instant now,
            Instant expiresAt) {
        LeaseId id = LeaseId.random(random);
        Duration session = longer(request.duration(), Sessions.SHORTEST);
        Leases.Opening last = Leases.Opening.ROLE_FULL;
        for (String role : leastLoadedFirst(task.roles())) {
            Lease pending =
                    new Lease(
                            id,
                            caller.id(),
                            task.name(),
                            role,
                            "/" + id + "/",
                            request.reason(),
                            policy,
                            now,
                            expiresAt,
                            now.plus(session).plus(MARGIN),
                            LeaseState.PENDING,
                            null,
                            true,
                            1);
            last = leases.open(pending, limits);
            switch (last) {
                case OPENED -> {
                    return open(pending, session, now);
                }
                case ROLE_FULL -> {} // try the next role
                case HOLDER_FULL -> {
                    return refused(
                            "holder-full",
                            "`"
                                    + caller.principal()
                                    + "` has "
                                    + limits.perHolder()
                                    + " sessions that STS has not ended yet",
                            "let earlier ones end; STS ends each within an hour, most within 15 minutes");
                }
            }
        }
        return refused(
                "role-full",
                "each role of task `"
                        + task.name()
                        + "` carries "
                        + limits.perRole()
                        + " sessions already",
                "add roles to the task, or wait until earlier sessions end");
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

    private Issued open(Lease pending, Duration session, Instant now) {
        return switch (sessions.open(pending, session)) {
            case Sessions.Opened.Live(SessionCredentials credentials) ->
                    activate(pending, credentials);
            case Sessions.Opened.RoleRefused(String why) ->
                    failed(
                            pending,
                            now,
                            new Refusal(
                                    "role-not-assumable",
                                    "the role `" + pending.role() + "` cannot be assumed: " + why,
                                    "make it with brokered-role.yaml, which lets the issue function in"));
            case Sessions.Opened.TooLargePacked(String why) ->
                    failed(
                            pending,
                            now,
                            new Refusal(
                                    "scope-too-long",
                                    "the session policy of "
                                            + pending.sessionPolicy().length()
                                            + " characters is too large in STS's packed form: "
                                            + why,
                                    "shorten the scope: name fewer resources, or cover them with wildcards"));
            case Sessions.Opened.Rejected(String why) ->
                    failed(
                            pending,
                            now,
                            new Refusal(
                                    "session-rejected",
                                    "STS takes no such session: " + why,
                                    "correct the scope; STS checks it more closely than its grammar"));
        };
    }

    private Issued activate(Lease pending, SessionCredentials credentials) {
        Lease active = pending.activated();
        if (!leases.replace(pending, active)) {
            return refused(
                    "lease-ended",
                    "lease `" + pending.id() + "` was ended while it was being issued",
                    "issue anew");
        }
        events.issued(active);
        return new Issued.Granted(active, credentials);
    }

    /** No session was opened, so the lease stops counting at once. */
    private Issued failed(Lease pending, Instant now, Refusal refusal) {
        leases.replace(pending, pending.ended(LeaseState.FAILED, now).settled());
        return new Issued.Refused(refusal);
    }

    private static Issued refused(String code, String message, String help) {
        return new Issued.Refused(new Refusal(code, message, help));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
