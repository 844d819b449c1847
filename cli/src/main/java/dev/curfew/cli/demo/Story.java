package dev.curfew.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.demo.Account.Credential;
import dev.curfew.cli.demo.Account.Sent;
import dev.curfew.cli.stack.Overview;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The story, step by step. Each step throws {@link DoesNotHold} unless it comes out as told. */
final class Story {

    static final String STACK = "curfew";
    private static final String SEND_ANYWHERE =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}
            """
                    .strip();
    private static final Duration LATEST_SEEN = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final DemoCloud cloud;
    private final Shell shell;
    private final Props props;
    private final Teller teller;
    private final Clock clock;
    private final Pause pause;

    Story(DemoCloud cloud, Shell shell, Props props, Teller teller, Clock clock, Pause pause) {
        this.cloud = cloud;
        this.shell = shell;
        this.props = props;
        this.teller = teller;
        this.clock = clock;
        this.pause = pause;
    }

    /** Lets time go by. */
    interface Pause {
        void of(Duration length);
    }

    /** A lease as it was answered. */
    private record Leased(String id, Instant end, Credential credential) {}

    void tell() {
        step("the stack stands", this::stackStands);
        String orders = step("a queue to reach", facts -> queue("orders", facts));
        String payroll = step("a queue out of reach", facts -> queue("payroll", facts));
        String role = step("a role to hand out", this::role);
        step("a task", facts -> task(role, List.of(orders, payroll), facts));
        Path scope = props.file("orders.json", scopeOf(orders));
        Leased lease = step("a lease for one queue", facts -> issue(scope, "5m", facts));
        step("the allowed call works", facts -> allowed(lease, facts));
        step("the call out of scope is denied", facts -> outOfScope(lease, facts));
        Leased brief = step("a lease of 15 seconds", facts -> issue(scope, "15s", facts));
        step("it stops at its second", facts -> stopsInTime(brief, facts));
        step("new identities are recorded", this::recorded);
        step("the inventory lists them", this::listed);
        step("the first lease is released", facts -> release(lease, facts));
    }

    private interface Step<T> {
        T run(ObjectNode facts);
    }

    private <T> T step(String name, Step<T> step) {
        Instant start = clock.instant();
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        try {
            T result = step.run(facts);
            teller.held(name, facts, Duration.between(start, clock.instant()));
            return result;
        } catch (Wrong wrong) {
            throw new DoesNotHold(name, wrong.getMessage());
        } catch (Trouble trouble) {
            throw new DoesNotHold(name, trouble.getMessage() + ": " + trouble.help());
        }
    }

    private static final class Wrong extends RuntimeException {
        Wrong(String why) {
            super(why);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    private boolean stackStands(ObjectNode facts) {
        Overview overview = cloud.stacks().overview(STACK);
        if (!overview.stands()) {
            throw new Wrong(
                    "the stack is "
                            + overview.status()
                            + " with functions "
                            + overview.functions());
        }
        teller.call("./curfew up");
        teller.answer(
                "stack "
                        + STACK
                        + " at "
                        + cloud.endpoint()
                        + ": "
                        + overview.status()
                        + ", "
                        + overview.functions().size()
                        + " functions active");
        facts.put("endpoint", cloud.endpoint().toString()).put("status", overview.status());
        return true;
    }

    private String queue(String name, ObjectNode facts) {
        teller.call("aws sqs create-queue --queue-name " + name);
        String arn = cloud.account().makeQueue(name);
        teller.answer(arn);
        facts.put("queue", arn);
        return arn;
    }

    private String role(ObjectNode facts) {
        teller.call(
                "aws cloudformation deploy --template-file brokered-role.yaml --stack-name order-sender ...");
        String arn = cloud.account().makeBrokeredRole("order-sender", SEND_ANYWHERE);
        teller.answer(arn + ", which may send to any queue");
        facts.put("role", arn);
        return arn;
    }

    private boolean task(String role, List<String> queues, ObjectNode facts) {
        Path file =
                props.file(
                        "send-orders.yaml",
                        """
                        name: send-orders
                        description: Sends orders to the warehouse
                        roles: [%s]
                        ceiling: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "sqs:SendMessage", Resource: %s}]}
                        longestDuration: 15m
                        requesters: [%s]
                        """
                                .formatted(role, queues, cloud.account().administrator()));
        teller.call("./curfew task apply send-orders.yaml");
        String answer = done(shell.run("task", "apply", file.toString())).out();
        teller.answer(answer);
        facts.put("answer", answer.strip());
        return true;
    }

    private static String scopeOf(String queue) {
        return """
        {
          "Version": "2012-10-17",
          "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "%s"}]
        }
        """
                .formatted(queue);
    }

    private Leased issue(Path scope, String duration, ObjectNode facts) {
        teller.call(
                "./curfew issue --task send-orders --scope orders.json --for "
                        + duration
                        + " --json");
        Shell.Ended ended =
                done(
                        shell.run(
                                "issue",
                                "--task",
                                "send-orders",
                                "--scope",
                                scope.toString(),
                                "--for",
                                duration,
                                "--json"));
        JsonNode answer = Json.read(ended.out());
        Credential credential =
                new Credential(
                        answer.path("AccessKeyId").asText(),
                        answer.path("SecretAccessKey").asText(),
                        answer.path("SessionToken").asText());
        Leased lease =
                new Leased(
                        answer.path("lease").asText(),
                        Instant.parse(answer.path("expiresAt").asText()),
                        credential);
        teller.answer(
                "lease "
                        + lease.id()
                        + ", key "
                        + credential.accessKeyId()
                        + ", until "
                        + lease.end());
        facts.put("lease", lease.id())
                .put("accessKeyId", credential.accessKeyId())
                .put("expiresAt", lease.end().toString());
        return lease;
    }

    private boolean allowed(Leased lease, ObjectNode facts) {
        teller.call(
                "aws sqs send-message --queue-url .../orders --message-body book (with the lease's credential)");
        return switch (cloud.account().send(lease.credential(), "orders", "book")) {
            case Sent.Accepted(String messageId) -> {
                teller.answer("sent, message id " + messageId);
                facts.put("messageId", messageId);
                yield true;
            }
            case Sent.Denied(String error) ->
                    throw new Wrong("the queue in its scope answered " + error);
        };
    }

    private boolean outOfScope(Leased lease, ObjectNode facts) {
        teller.call(
                "aws sqs send-message --queue-url .../payroll --message-body raise (with the same)");
        return switch (cloud.account().send(lease.credential(), "payroll", "raise")) {
            case Sent.Accepted _ -> throw new Wrong("a queue out of its scope took the message");
            case Sent.Denied(String error) -> {
                teller.answer(error);
                facts.put("error", error);
                yield true;
            }
        };
    }

    /**
     * Calls again and again; each answer has to be what the time at which the call was under way
     * says.
     */
    private boolean stopsInTime(Leased lease, ObjectNode facts) {
        int worked = 0;
        while (true) {
            Instant before = now();
            Sent sent = cloud.account().send(lease.credential(), "orders", "book");
            Instant after = now();
            if (sent instanceof Sent.Denied(String error)) {
                if (worked == 0 || after.isBefore(lease.end())) {
                    throw new Wrong(error + " at " + after + ", before its end at " + lease.end());
                }
                teller.answer(
                        worked
                                + " calls with it worked; "
                                + error
                                + " at "
                                + after
                                + ", "
                                + Teller.seconds(Duration.between(lease.end(), after))
                                + " s after its end");
                facts.put("worked", worked).put("error", error).put("deniedAt", after.toString());
                return true;
            }
            if (!before.isBefore(lease.end())) {
                throw new Wrong(
                        "a call sent at " + before + " worked, after its end at " + lease.end());
            }
            worked++;
            pause.of(PAUSE);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private boolean recorded(ObjectNode facts) {
        Account account = cloud.account();
        made(
                "aws iam create-user --user-name ci-runner",
                () -> account.makeUser("ci-runner"),
                facts);
        made(
                "aws iam create-role --role-name nightly-report ...",
                () -> account.makeRole("nightly-report"),
                facts);
        made(
                "aws iam create-access-key --user-name ci-runner",
                () -> account.makeAccessKey("ci-runner"),
                facts);
        return true;
    }

    private void made(String command, Supplier<String> making, ObjectNode facts) {
        teller.call(command);
        Instant start = clock.instant();
        String id = making.get();
        while (true) {
            Optional<Identity> seen =
                    cloud.stacks().open(STACK).identities().stream()
                            .filter(identity ->
                                    identity.id().equals(id) && identity.created() != null)
                            .findFirst();
            Duration took = Duration.between(start, clock.instant());
            if (seen.isPresent()) {
                String by = Objects.requireNonNull(seen.get().created()).by();
                if (!by.equals(cloud.account().administrator())) {
                    throw new Wrong(id + " is recorded as made by " + by);
                }
                teller.answer(
                        id
                                + " in the inventory "
                                + Teller.seconds(took)
                                + " s later, made by "
                                + by);
                facts.putObject(id)
                        .put("kind", seen.get().kind().name())
                        .put("madeBy", by)
                        .put("seconds", Teller.seconds(took));
                return;
            }
            if (took.compareTo(LATEST_SEEN) > 0) {
                throw new Wrong(
                        id + " is not in the inventory after " + Teller.seconds(took) + " s");
            }
            pause.of(PAUSE);
        }
    }

    private boolean listed(ObjectNode facts) {
        teller.call("./curfew identity list");
        String answer = done(shell.run("identity", "list")).out();
        if (!answer.contains("ci-runner") || !answer.contains("nightly-report")) {
            throw new Wrong("the table lacks an identity: " + answer);
        }
        teller.answer(answer);
        facts.put("lines", answer.lines().count());
        return true;
    }

    private boolean release(Leased lease, ObjectNode facts) {
        teller.call("./curfew release " + lease.id());
        String answer = done(shell.run("release", lease.id())).out();
        if (!answer.contains("released")) {
            throw new Wrong(answer.strip());
        }
        teller.answer(answer);
        facts.put("answer", answer.strip());
        return true;
    }

    private static Shell.Ended done(Shell.Ended ended) {
        if (ended.exit() != 0) {
            throw new Wrong("exit " + ended.exit() + ": " + ended.err().strip());
        }
        return ended;
    }
}
