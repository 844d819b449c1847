package dev.curfew.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.demo.Account.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How leases end before their deadline. */
final class Ends {

    private static final Duration LATEST = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Stage stage;
    private final Teller teller;

    Ends(Stage stage) {
        this.stage = stage;
        this.teller = stage.teller();
    }

    /** The holder ends it with its own credential; answers when that was asked. */
    Instant release(Leased lease, ObjectNode facts) {
        teller.call("./curfew release " + lease.id() + " " + Leases.with(lease));
        Instant asked = stage.now();
        String answer = stage.runAs(lease, "release", lease.id());
        if (!answer.contains("released")) {
            throw new Wrong(answer.strip());
        }
        teller.answer(answer);
        facts.put("askedAt", asked.toString()).put("answer", answer.strip());
        return asked;
    }

    /**
     * What was handed on from a lease ends with it: its calls are denied soon, not at its deadline.
     */
    boolean endsToo(Leased below, Instant asked, ObjectNode facts) {
        teller.call(Leases.calling(below, "orders"));
        int worked = 0;
        while (true) {
            Sent sent = stage.cloud().account().send(below.credential(), "orders", "book");
            Instant after = stage.now();
            Duration took = Duration.between(asked, after);
            if (sent instanceof Sent.Denied(String error)) {
                if (!after.isBefore(below.end())) {
                    throw new Wrong("it was denied by its deadline alone");
                }
                teller.answer(
                        error
                                + ", "
                                + took.toMillis()
                                + " ms after the release was asked for"
                                + (worked == 0 ? "" : "; calls that still worked: " + worked));
                facts.put("error", error)
                        .put("milliseconds", took.toMillis())
                        .put("worked", worked);
                return true;
            }
            if (took.compareTo(LATEST) > 0) {
                throw new Wrong(
                        "`"
                                + below.id()
                                + "` works "
                                + Teller.seconds(took)
                                + " s after the release");
            }
            worked++;
            stage.pause().of(PAUSE);
        }
    }

    /** A person ends a lease of somebody else, and is told how that took effect. */
    boolean revoke(Leased lease, ObjectNode facts) {
        teller.call(
                "./curfew lease revoke "
                        + lease.id()
                        + " --reason \"calls from an unknown network\"");
        String answer =
                stage.run(
                        "lease", "revoke", lease.id(), "--reason", "calls from an unknown network");
        teller.answer(answer);
        if (!answer.contains("revoked at")) {
            throw new Wrong("it was not revoked: " + answer.lines().findFirst().orElse(""));
        }
        if (!answer.contains("\ndenied ") || answer.contains("not seen")) {
            throw new Wrong("its denial was not seen");
        }
        facts.put("answer", answer.strip());
        return true;
    }

    boolean listed(List<String> expected, ObjectNode facts) {
        teller.call("./curfew lease list");
        String answer = stage.run("lease", "list");
        for (String line : expected) {
            if (answer.lines().noneMatch(row -> row.startsWith(line))) {
                throw new Wrong("the table lacks `" + line + "`: " + answer);
            }
        }
        teller.answer(answer);
        facts.put("lines", answer.lines().count());
        return true;
    }
}
