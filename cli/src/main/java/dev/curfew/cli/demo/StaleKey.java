package dev.curfew.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.demo.Account.Credential;
import dev.curfew.cli.demo.Account.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A key goes past its limit: it is warned, disabled, restored and exempted. */
final class StaleKey {

    private static final String USER = "nightly-batch";
    private static final String PATH = "/batch/";
    private static final Duration AGE = Duration.ofSeconds(10);
    private static final Duration LATEST = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Stage stage;
    private final Teller teller;

    StaleKey(Stage stage) {
        this.stage = stage;
        this.teller = stage.teller();
    }

    /** A key, and when it is over age. */
    record Key(Credential credential, Instant end) {
        String id() {
            return credential.accessKeyId();
        }
    }

    Key made(ObjectNode facts) {
        Account account = stage.cloud().account();
        teller.call("aws iam create-user --user-name " + USER + " --path " + PATH);
        teller.answer(account.makeUser(USER, PATH));
        teller.call("aws iam create-access-key --user-name " + USER);
        Key key = new Key(account.makeAccessKey(USER), stage.now().plus(AGE));
        teller.answer(key.id());
        facts.put("key", key.id());
        works(key, facts);
        return key;
    }

    boolean limited(ObjectNode facts) {
        Path file =
                stage.props()
                        .file(
                                "limits.yaml",
                                """
                                rules:
                                  - path: %s
                                    kinds: [ACCESS_KEY]
                                    enforce: true
                                    age: 10s
                                    warn: 0s
                                    new: 0s
                                """
                                        .formatted(PATH));
        teller.call("./curfew limits apply limits.yaml   # " + PATH + ": 10 seconds, no grace");
        String answer = stage.run("limits", "apply", file.toString());
        teller.answer(answer);
        facts.put("answer", answer.strip());
        return true;
    }

    /** A sweep after its end warns first. */
    boolean warned(Key key, ObjectNode facts) {
        while (stage.now().isBefore(key.end())) {
            stage.pause().of(PAUSE);
        }
        swept(facts);
        teller.call("./curfew identity show " + key.id());
        String shown = stage.run("identity", "show", key.id());
        String warned =
                shown.lines()
                        .filter(line -> line.startsWith("warned"))
                        .findFirst()
                        .orElseThrow(() -> new Wrong("it was not warned: " + shown));
        teller.answer(warned);
        works(key, facts);
        return true;
    }

    /** The next sweep disables it. */
    boolean disabled(Key key, ObjectNode facts) {
        String plan = swept(facts);
        if (!plan.contains("DISABLE") || !plan.contains(key.id())) {
            throw new Wrong("the plan does not disable it: " + plan);
        }
        teller.call(calling(key));
        Instant start = stage.now();
        while (true) {
            Sent sent = stage.cloud().account().call(key.credential());
            Duration took = Duration.between(start, stage.now());
            if (sent instanceof Sent.Denied(String error)) {
                teller.answer(error);
                facts.put("error", error).put("seconds", Teller.seconds(took));
                return true;
            }
            if (took.compareTo(LATEST) > 0) {
                throw new Wrong("it still works " + Teller.seconds(took) + " s after the sweep");
            }
            stage.pause().of(PAUSE);
        }
    }

    boolean restored(Key key, ObjectNode facts) {
        teller.call("./curfew identity restore " + key.id() + " --reason \"the batch needs it\"");
        String answer =
                stage.run("identity", "restore", key.id(), "--reason", "the batch needs it");
        teller.answer(answer);
        facts.put("answer", answer.strip());
        works(key, facts);
        return true;
    }

    boolean exempted(Key key, ObjectNode facts) {
        teller.call(
                "./curfew identity exempt "
                        + key.id()
                        + " --owner data-team --for 30d --reason \"moving to a role\"");
        String answer =
                stage.run(
                        "identity",
                        "exempt",
                        key.id(),
                        "--owner",
                        "data-team",
                        "--for",
                        "30d",
                        "--reason",
                        "moving to a role");
        teller.answer(answer);
        facts.put("answer", answer.strip());
        if (swept(facts).contains(key.id())) {
            throw new Wrong("the plan names it though it is exempted");
        }
        works(key, facts);
        return true;
    }

    private String swept(ObjectNode facts) {
        teller.call("./curfew sweep");
        String plan = stage.run("sweep");
        teller.answer(plan);
        facts.put("plan", plan.strip());
        return plan;
    }

    private void works(Key key, ObjectNode facts) {
        teller.call(calling(key));
        switch (stage.cloud().account().call(key.credential())) {
            case Sent.Accepted(String who) -> {
                teller.answer(who);
                facts.put("caller", who);
            }
            case Sent.Denied(String error) -> throw new Wrong("its call is refused: " + error);
        }
    }

    private static String calling(Key key) {
        return "aws sts get-caller-identity   # as " + key.id();
    }
}
