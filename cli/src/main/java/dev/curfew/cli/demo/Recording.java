package dev.curfew.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.identity.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** New identities come into the inventory by themselves. */
final class Recording {

    private static final Duration LATEST_SEEN = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Stage stage;
    private final Teller teller;

    Recording(Stage stage) {
        this.stage = stage;
        this.teller = stage.teller();
    }

    boolean recorded(ObjectNode facts) {
        Account account = stage.cloud().account();
        made(
                "aws iam create-user --user-name ci-runner",
                () -> account.makeUser("ci-runner", "/"),
                facts);
        made(
                "aws iam create-role --role-name nightly-report ...",
                () -> account.makeRole("nightly-report"),
                facts);
        made(
                "aws iam create-access-key --user-name ci-runner",
                () -> account.makeAccessKey("ci-runner").accessKeyId(),
                facts);
        return true;
    }

    private void made(String command, Supplier<String> making, ObjectNode facts) {
        teller.call(command);
        Instant start = stage.clock().instant();
        String id = making.get();
        while (true) {
            Optional<Identity> seen =
                    stage.cloud().stacks().open(Stage.STACK).identities().stream()
                            .filter(identity ->
                                    identity.id().equals(id) && identity.created() != null)
                            .findFirst();
            Duration took = Duration.between(start, stage.clock().instant());
            if (seen.isPresent()) {
                String by = Objects.requireNonNull(seen.get().created()).by();
                if (!stage.cloud().account().administrator().equals(by)) {
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
            stage.pause().of(PAUSE);
        }
    }

    boolean listed(ObjectNode facts) {
        teller.call("./curfew identity list");
        String answer = stage.run("identity", "list");
        if (!answer.contains("ci-runner") || !answer.contains("nightly-report")) {
            throw new Wrong("the table lacks an identity: " + answer);
        }
        teller.answer(answer);
        facts.put("lines", answer.lines().count());
        return true;
    }
}
