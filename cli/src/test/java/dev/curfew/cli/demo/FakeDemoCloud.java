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
import dev.curfew.core.task.Task;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cloud with Curfew as it should be, and for each thing that could be wrong a way to make it so.
 */
final class FakeDemoCloud implements DemoClouds, DemoCloud, Stacks, Stack, Account {

    private static final Instant START = Instant.parse("2026-03-01T09:30:00Z");
    private static final Duration ONE_CALL = Duration.ofMillis(20);

    String status = "CREATE_COMPLETE";
    String allowed = "orders";
    String maker = "arn:aws:iam::000000000000:root";
    Instant seen = Instant.MIN;
    Duration endsLate = Duration.ZERO;
    boolean refusesTasks;
    boolean starts = true;
    int closed;

    private final Map<String, Instant> ends = new HashMap<>();
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
    public Account account() {
        return this;
    }

    @Override
    public void close() {
        closed++;
    }

    @Override
    public Stack open(String name) {
        return this;
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
                            case OPERATE -> applied();
                            case ISSUE -> issued(request);
                            case RELEASE -> released(request);
                        }));
    }

    private String applied() {
        return refusesTasks
                ? "{\"refused\":{\"code\":\"task-invalid\",\"message\":\"no\",\"help\":\"mend it\"}}"
                : "{\"applied\":[{\"task\":\"send-orders\",\"version\":1,\"changed\":true}]}";
    }

    private String issued(JsonNode request) {
        String key = "ASIA" + ends.size();
        Instant end = now.plus(Durations.parseIso(request.path("duration").asText()).orElseThrow());
        ends.put(key, end);
        return """
        {"Version":1,"AccessKeyId":"%s","SecretAccessKey":"the-secret","SessionToken":"the-token","Expiration":"%s",
         "lease":"lease%s","task":"send-orders","expiresAt":"%s","sessionPolicy":{}}
        """
                .formatted(key, end, ends.size(), end);
    }

    private String released(JsonNode request) {
        return """
        {"lease":"%s","task":"send-orders","holder":"root","state":"RELEASED","endedAt":"%s"}
        """
                .formatted(request.path("lease").asText(), now);
    }

    @Override
    public List<Task> tasks() {
        return List.of();
    }

    @Override
    public List<Identity> identities() {
        return now.isBefore(seen) ? List.of() : identities;
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
    public String makeUser(String name) {
        return made("AIDA-" + name, IdentityKind.USER, name);
    }

    @Override
    public String makeRole(String name) {
        return made("AROA-" + name, IdentityKind.ROLE, name);
    }

    @Override
    public String makeAccessKey(String user) {
        return made("AKIA-" + user, IdentityKind.ACCESS_KEY, user);
    }

    private String made(String id, IdentityKind kind, String name) {
        identities.add(
                new Identity(
                        id,
                        kind,
                        "000000000000",
                        name,
                        null,
                        null,
                        null,
                        new Identity.Creation(maker, now),
                        IdentityStatus.ACTIVE,
                        now,
                        now,
                        1,
                        Chain.EMPTY));
        return id;
    }

    @Override
    public String administrator() {
        return "arn:aws:iam::000000000000:root";
    }

    @Override
    public Sent send(Credential credential, String queue, String message) {
        pass(ONE_CALL);
        Instant end = ends.getOrDefault(credential.accessKeyId(), START).plus(endsLate);
        if (now.isBefore(end) && List.of(allowed.split("\\|", -1)).contains(queue)) {
            return new Sent.Accepted("message-1");
        }
        return new Sent.Denied("AccessDenied");
    }
}
