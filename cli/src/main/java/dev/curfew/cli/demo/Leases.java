package dev.curfew.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.demo.Account.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What leases give, and what they do not. */
final class Leases {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Stage stage;
    private final Teller teller;

    Leases(Stage stage) {
        this.stage = stage;
        this.teller = stage.teller();
    }

    Leased issue(String agent, Path scope, String duration, ObjectNode facts) {
        teller.call(
                "./curfew issue --task send-orders --scope "
                        + scope.getFileName()
                        + " --for "
                        + duration
                        + " --agent "
                        + agent
                        + " --json");
        Leased lease = Leased.read(agent, stage.run(words("issue", agent, scope, duration)));
        return told(lease, "lease " + lease.id(), facts);
    }

    /** A part of a lease, asked for with that lease's credential and nothing else. */
    Leased delegate(Leased from, String agent, Path scope, String duration, ObjectNode facts) {
        callDelegate(from, agent, scope, duration);
        Leased lease =
                Leased.read(agent, stage.runAs(from, words("delegate", agent, scope, duration)));
        if (!lease.lineage().equals("/" + from.id() + "/" + lease.id() + "/")) {
            throw new Wrong("its lineage is " + lease.lineage());
        }
        facts.put("lineage", lease.lineage());
        return told(lease, "lease " + lease.id() + " below " + from.id(), facts);
    }

    boolean delegatesNoMore(
            Leased from,
            String agent,
            Path scope,
            String duration,
            String beyond,
            ObjectNode facts) {
        callDelegate(from, agent, scope, duration);
        Shell.Ended ended = stage.as(from).run(words("delegate", agent, scope, duration));
        if (ended.exit() != 1
                || !ended.err().startsWith("refused (scope-exceeds-parent)")
                || !ended.err().contains(beyond)) {
            throw new Wrong("exit " + ended.exit() + ": " + ended.err().strip());
        }
        teller.answer(ended.err());
        facts.put("refused", ended.err().strip());
        return true;
    }

    private void callDelegate(Leased from, String agent, Path scope, String duration) {
        teller.call(
                "./curfew delegate --task send-orders --scope "
                        + scope.getFileName()
                        + " --for "
                        + duration
                        + " --agent "
                        + agent
                        + " --json "
                        + with(from));
    }

    private static String[] words(String command, String agent, Path scope, String duration) {
        return new String[] {
            command,
            "--task",
            "send-orders",
            "--scope",
            scope.toString(),
            "--for",
            duration,
            "--agent",
            agent,
            "--json"
        };
    }

    private Leased told(Leased lease, String what, ObjectNode facts) {
        String key = lease.credential().accessKeyId();
        teller.answer(what + ", key " + key + ", until " + lease.end());
        facts.put("lease", lease.id())
                .put("accessKeyId", key)
                .put("expiresAt", lease.end().toString());
        return lease;
    }

    boolean allows(Leased lease, String queue, ObjectNode facts) {
        return switch (send(lease, queue)) {
            case Sent.Accepted(String messageId) -> {
                teller.answer("sent, message id " + messageId);
                facts.put("messageId", messageId);
                yield true;
            }
            case Sent.Denied(String error) ->
                    throw new Wrong("the queue in its scope answered " + error);
        };
    }

    boolean denies(Leased lease, String queue, ObjectNode facts) {
        return switch (send(lease, queue)) {
            case Sent.Accepted accepted -> throw new Wrong("`" + queue + "` took the message");
            case Sent.Denied(String error) -> {
                teller.answer(error);
                facts.put("error", error);
                yield true;
            }
        };
    }

    private Sent send(Leased lease, String queue) {
        teller.call(calling(lease, queue));
        return stage.cloud().account().send(lease.credential(), queue, "book");
    }

    static String calling(Leased lease, String queue) {
        return "aws sqs send-message --queue-url .../"
                + queue
                + " --message-body book "
                + with(lease);
    }

    static String with(Leased lease) {
        return "(as " + lease.agent() + ")";
    }

    /**
     * Calls again and again; each answer has to be what the time at which the call was under way
     * says.
     */
    boolean stopsInTime(Leased lease, ObjectNode facts) {
        int worked = 0;
        while (true) {
            Instant before = stage.now();
            Sent sent = stage.cloud().account().send(lease.credential(), "orders", "book");
            Instant after = stage.now();
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
            stage.pause().of(PAUSE);
        }
    }
}
