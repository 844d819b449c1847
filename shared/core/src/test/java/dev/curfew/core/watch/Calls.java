package dev.curfew.core.watch;

import dev.curfew.core.lease.FakeSessions;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.Samples;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls for tests. */
public record Calls(Call call) {

    public static final String ADDRESS = "203.0.113.7";

    /** A call of a lease's session that went well. */
    public static Calls by(Lease lease, String service, String name) {
        return by(lease.role(), FakeSessions.ROLE_ID + ":" + lease.id(), service, name);
    }

    /** A call of a session of a role. */
    public static Calls by(String role, String userId, String service, String name) {
        return of(
                new Call.Actor(
                        "AssumedRole",
                        userId,
                        "arn:aws:sts::123456789012:assumed-role/x/y",
                        null,
                        role,
                        null),
                service,
                name);
    }

    /** A call of a user. */
    public static Calls byUser(String name, String service, String call) {
        return of(
                new Call.Actor(
                        "IAMUser",
                        "AIDA" + name,
                        "arn:aws:iam::123456789012:user/" + name,
                        null,
                        null,
                        null),
                service,
                call);
    }

    private static Calls of(Call.Actor actor, String service, String name) {
        return new Calls(
                new Call(
                        UUID.randomUUID().toString(),
                        Samples.ISSUED.plusSeconds(60),
                        service + ".amazonaws.com",
                        name,
                        "123456789012",
                        actor,
                        new Call.Origin(ADDRESS, ""),
                        null,
                        Map.of()));
    }

    public Calls at(Instant at) {
        return with(call.actor(), at, call.origin(), call.failure(), call.request());
    }

    public Calls from(String address) {
        return from(address, "");
    }

    public Calls from(String address, String endpoint) {
        return with(
                call.actor(),
                call.at(),
                new Call.Origin(address, endpoint),
                call.failure(),
                call.request());
    }

    public Calls through(String service) {
        Call.Actor actor = call.actor();
        return with(
                new Call.Actor(
                        actor.type(),
                        actor.userId(),
                        actor.arn(),
                        actor.accessKey(),
                        actor.role(),
                        service),
                call.at(),
                call.origin(),
                call.failure(),
                call.request());
    }

    /** Signed with that key. */
    public Calls key(String id) {
        Call.Actor actor = call.actor();
        return with(
                new Call.Actor(
                        actor.type(),
                        actor.userId(),
                        actor.arn(),
                        id,
                        actor.role(),
                        actor.invokedBy()),
                call.at(),
                call.origin(),
                call.failure(),
                call.request());
    }

    public Calls asking(String field, String value) {
        Map<String, String> request = new HashMap<>(call.request());
        request.put(field, value);
        return with(call.actor(), call.at(), call.origin(), call.failure(), request);
    }

    public Calls failed(String code, String message) {
        return with(
                call.actor(),
                call.at(),
                call.origin(),
                new Call.Failure(code, message),
                call.request());
    }

    /** Refused as AWS words it. */
    public Calls denied(String action, String resource) {
        return failed(
                "AccessDenied",
                "User: x is not authorized to perform: %s on resource: %s because no session policy allows the %s action"
                        .formatted(action, resource, action));
    }

    /** Refused by the role's deny policy. */
    public Calls deniedByRole(String action) {
        return failed(
                "AccessDenied",
                "User: x is not authorized to perform: %s with an explicit deny in an identity-based policy"
                        .formatted(action));
    }

    private Calls with(
            Call.Actor actor,
            Instant at,
            Call.Origin origin,
            Call.@Nullable Failure failure,
            Map<String, String> request) {
        return new Calls(
                new Call(
                        call.event(),
                        at,
                        call.service(),
                        call.name(),
                        call.account(),
                        actor,
                        origin,
                        failure,
                        request));
    }
}
