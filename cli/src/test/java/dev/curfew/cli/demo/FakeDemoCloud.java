package dev.curfew.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Invocation;
import dev.curfew.cli.stack.Overview;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.core.document.Durations;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Report;
import dev.curfew.core.journal.Verdict;
import dev.curfew.core.lease.Grant;
import dev.curfew.core.lease.Holder;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Lineage;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.core.task.Task;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Halt;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cloud with Curfew as it should be, and for each thing that could be wrong a way to make it so.
 */
final class FakeDemoCloud implements DemoClouds, DemoCloud, Stacks, Stack, Account {

    private static final Instant START = Instant.parse("2026-03-01T09:30:00Z");
    private static final Duration ONE_CALL = Duration.ofMillis(20);

    String status = "CREATE_COMPLETE";

    /** For each agent the queues that take its messages. */
    final Map<String, List<String>> allowed =
            new HashMap<>(
                    Map.of(
                            "order-bot", List.of("orders", "refunds"),
                            "packer", List.of("orders"),
                            "night-job", List.of("orders"),
                            "stray-bot", List.of("orders")));

    /** How long after its end was asked for a lease still works. */
    Duration denialTakes = Duration.ofMillis(400);

    boolean delegatesAnything;
    boolean cascades = true;
    boolean revokes = true;
    boolean seesDenials = true;
    String maker = "arn:aws:iam::000000000000:root";
    Instant seen = Instant.MIN;
    Duration endsLate = Duration.ZERO;
    boolean refusesTasks;
    boolean starts = true;
    int closed;
    final FakeStaleKey staleKey = new FakeStaleKey();

    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private final Map<String, Instant> denied = new HashMap<>();
    private @Nullable String caller;
    private final List<Identity> identities = new ArrayList<>();
    private Instant now = START;

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    void pass(Duration length) {
        now = now.plus(length);
    }

    @Override
    public DemoCloud open(String stack, Consumer<String> progress) {
        if (!starts) {
            throw new Trouble("no port is free", "free one");
        }
        return this;
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:4566");
    }

    @Override
    public Stacks stacks() {
        return this;
    }

    @Override
    public Stacks stacks(Credential credential) {
        return new Stacks() {
            @Override
            public Stack open(String name) {
                caller = idOf(credential);
                return FakeDemoCloud.this;
            }

            @Override
            public Stacks as(String profile) {
                return this;
            }

            @Override
            public Overview overview(String name) {
                throw new UnsupportedOperationException("the holder of a lease may not ask");
            }
        };
    }

    @Override
    public Account account() {
        return this;
    }

    @Override
    public void close() {
        closed++;
    }

    @Override
    public Stack open(String name) {
        caller = null;
        return this;
    }

    @Override
    public String caller() {
        return caller == null
                ? administrator()
                : "arn:aws:sts::000000000000:assumed-role/order-sender/" + caller;
    }

    @Override
    public Stacks as(String profile) {
        return this;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public Overview overview(String name) {
        return new Overview(
                endpoint().toString(),
                status,
                List.of(new Overview.FunctionState("curfew-issue", "Active")),
                List.of());
    }

    @Override
    public Invocation prepare(Function function, JsonNode request) {
        throw new UnsupportedOperationException("the demo sends what it asks for");
    }

    @Override
    public Answer invoke(Function function, JsonNode request) {
        return Answer.of(
                Json.read(
                        switch (function) {
                            case OPERATE ->
                                    request.path("operation").asText().equals("task.apply")
                                            ? applied()
                                            : staleKey.operate(request, now);
                            case ISSUE -> issued(request);
                            case RELEASE -> ended(request, LeaseState.RELEASED);
                            case REVOKE -> ended(request, LeaseState.REVOKED);
                        }));
    }

    @Override
    public Terms terms() {
        return new Terms(Limits.DEFAULT, Map.of(), null, List.of());
    }

    @Override
    public Optional<Plan> plan(String run) {
        return Optional.of(staleKey.plan(run, now));
    }

    private String applied() {
        return refusesTasks
                ? "{\"refused\":{\"code\":\"task-invalid\",\"message\":\"no\",\"help\":\"mend it\"}}"
                : "{\"applied\":[{\"task\":\"send-orders\",\"version\":1,\"changed\":true}]}";
    }

    private String issued(JsonNode request) {
        if (caller != null && !delegatesAnything && request.toString().contains("payroll")) {
            return """
            {"refused":{"code":"scope-exceeds-parent","message":"the scope allows sending to %s, which is not its lease's",
             "help":"ask for less"}}
            """
                    .formatted(makeQueue("payroll"));
        }
        String id = "lease%07d".formatted(leases.size());
        String lineage = (caller == null ? "/" : "/" + caller + "/") + id + "/";
        Instant end = now.plus(Durations.parseIso(request.path("duration").asText()).orElseThrow());
        leases.put(id, lease(request.path("agent").asText(), lineage, end));
        return """
        {"Version":1,"AccessKeyId":"%s","SecretAccessKey":"the-secret","SessionToken":"the-token","Expiration":"%s",
         "lease":"%s","task":"send-orders","lineage":"%s","expiresAt":"%s","sessionPolicy":{}}
        """
                .formatted(keyOf(id), end, id, lineage, end);
    }

    private Lease lease(String agent, String lineage, Instant end) {
        Holder root = new Holder("000000000000", administrator(), administrator());
        return new Lease(
                new Grant(
                        root,
                        agent,
                        "send-orders",
                        makeBrokeredRole("order-sender", "{}"),
                        Lineage.parse(lineage),
                        3,
                        "demo",
                        "{}",
                        "{}",
                        List.of(),
                        now,
                        end,
                        end),
                "AROAEXAMPLE",
                null,
                LeaseState.ACTIVE,
                null,
                null,
                true,
                Chain.EMPTY,
                2);
    }

    private static String keyOf(String id) {
        return "ASIA" + id.substring("lease".length());
    }

    private static String idOf(Credential credential) {
        return "lease" + credential.accessKeyId().substring("ASIA".length());
    }

    private String ended(JsonNode request, LeaseState state) {
        String id = request.path("lease").asText();
        boolean revoking = state == LeaseState.REVOKED;
        if (!revoking || revokes) {
            leases.values().stream()
                    .filter(lease ->
                            cascades
                                    ? lease.lineage().contains(new LeaseId(id))
                                    : lease.id().value().equals(id))
                    .toList()
                    .forEach(lease -> end(lease, state));
        }
        return """
        {"lease":"%s","task":"send-orders","agent":"%s","holder":"%s","state":"%s","endedAt":"%s"%s}
        """
                .formatted(
                        id,
                        Objects.requireNonNull(leases.get(id)).grant().agent(),
                        administrator(),
                        state,
                        now,
                        revoking
                                ? """
                                ,"receipt":{"requestedAt":"%s","deniedAt":"%s","seenAt":%s,"seenBy":"%s"}
                                """
                                        .formatted(
                                                now,
                                                now.plusMillis(90),
                                                seesDenials
                                                        ? "\"" + now.plusMillis(120) + "\""
                                                        : "null",
                                                seesDenials ? "CANARY" : "NONE")
                                : "");
    }

    private void end(Lease lease, LeaseState state) {
        String id = lease.id().value();
        denied.put(id, state == LeaseState.REVOKED ? now : now.plus(denialTakes));
        leases.put(
                id,
                new Lease(
                        lease.grant(),
                        lease.roleId(),
                        lease.accessKey(),
                        state,
                        now,
                        null,
                        true,
                        Chain.EMPTY,
                        lease.version() + 1));
    }

    @Override
    public List<Finding> findings() {
        return List.of();
    }

    @Override
    public Optional<Finding> finding(String id) {
        return Optional.empty();
    }

    @Override
    public List<Halt> halts() {
        return List.of();
    }

    @Override
    public List<Lease> leases() {
        return List.copyOf(leases.values());
    }

    @Override
    public Optional<Lease> lease(LeaseId id) {
        throw new UnsupportedOperationException("the demo shows no single lease");
    }

    @Override
    public List<Task> tasks() {
        return List.of();
    }

    @Override
    public List<Identity> identities() {
        return now.isBefore(seen)
                ? List.of()
                : identities.stream().map(staleKey::asItStands).toList();
    }

    @Override
    public Verdict journal(String subject, Instant at) {
        throw new UnsupportedOperationException("the demo reads no journal");
    }

    @Override
    public Report verify(@Nullable String subject, Instant at) {
        throw new UnsupportedOperationException("the demo verifies no journal");
    }

    @Override
    public String makeQueue(String name) {
        return "arn:aws:sqs:us-east-1:000000000000:" + name;
    }

    @Override
    public String makeBrokeredRole(String name, String policy) {
        return "arn:aws:iam::000000000000:role/curfew/" + name;
    }

    @Override
    public String makeUser(String name, String path) {
        return made("AIDA-" + name, IdentityKind.USER, name);
    }

    @Override
    public String makeRole(String name) {
        return made("AROA-" + name, IdentityKind.ROLE, name);
    }

    @Override
    public Credential makeAccessKey(String user) {
        return new Credential(
                made("AKIA-" + user, IdentityKind.ACCESS_KEY, user), "the-secret", null);
    }

    @Override
    public Sent call(Credential credential) {
        pass(ONE_CALL);
        return staleKey.isDisabled()
                ? new Sent.Denied("InvalidClientTokenId")
                : new Sent.Accepted("arn:aws:iam::000000000000:user/batch/nightly-batch");
    }

    private String made(String id, IdentityKind kind, String name) {
        identities.add(
                Identity.found(id, kind, "000000000000", name, IdentityStatus.ACTIVE, now, now)
                        .edit()
                        .created(new Identity.Creation(maker, now))
                        .first());
        return id;
    }

    @Override
    public String administrator() {
        return "arn:aws:iam::000000000000:root";
    }

    @Override
    public Sent send(Credential credential, String queue, String message) {
        pass(ONE_CALL);
        String id = idOf(credential);
        Lease lease = Objects.requireNonNull(leases.get(id));
        Instant end = lease.expiresAt().plus(endsLate);
        Instant deniedAt = denied.getOrDefault(id, Instant.MAX);
        if (now.isBefore(end)
                && now.isBefore(deniedAt)
                && allowed.getOrDefault(lease.grant().agent(), List.of()).contains(queue)) {
            return new Sent.Accepted("message-1");
        }
        return new Sent.Denied("AccessDenied");
    }
}
