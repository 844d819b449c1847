package dev.curfew.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.document.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoCommandTest {

    private final FakeDemoCloud cloud = new FakeDemoCloud();

    record Ended(int exit, String out, String err) {}

    private Ended demo(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        DemoCommand command =
                new DemoCommand(terminal, cloud.clock(), cloud, new NoClouds(), cloud::pass);
        int exit = new CommandLine(command).execute(words);
        return new Ended(exit, out.toString(UTF_8), err.toString(UTF_8));
    }

    @Test
    void tellsTheWholeStoryAndCleansUp() {
        Ended ended = demo();

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("$ ./curfew task apply send-orders.yaml", "applied task send-orders")
                .contains("AccessDenied at 2026-03-01T09:30:15", "after its end")
                .contains("lease lease0000001 below lease0000000")
                .contains("refused (scope-exceeds-parent)")
                .containsPattern(
                        "AccessDenied, 4[0-9]{2} ms after the release was asked for; calls")
                .contains("seen       120 ms later: a session opened to see it")
                .contains(
                        "AIDA-ci-runner in the inventory", "made by arn:aws:iam::000000000000:root")
                .contains("All 29 steps held");
        assertThat(ended.out().lines()).allMatch(line -> line.length() <= 120);
        assertThat(cloud.closed).isEqualTo(1);
    }

    @Test
    void printsNoSecret() {
        assertThat(demo().out() + demo("--json").out()).doesNotContain("the-secret", "the-token");
    }

    @Test
    void jsonTellsEachStep() {
        JsonNode story = Json.read(demo("--json").out());

        assertThat(story.path("held").asBoolean()).isTrue();
        assertThat(story.path("steps")).hasSize(29).allMatch(step -> step.path("held").asBoolean());
        assertThat(story.at("/steps/8/step").asText()).isEqualTo("the call out of scope is denied");
        assertThat(story.at("/steps/8/answer/error").asText()).isEqualTo("AccessDenied");
    }

    private void fails(Consumer<FakeDemoCloud> change, String step, String why) {
        change.accept(cloud);

        Ended ended = demo();

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).startsWith("does not hold: " + step).contains(why);
        assertThat(ended.out()).doesNotContain("steps held");
        assertThat(cloud.closed).isEqualTo(1);
    }

    @Test
    void aStackThatDoesNotStandIsNamed() {
        fails(cloud -> cloud.status = "ROLLBACK_COMPLETE", "the stack stands", "ROLLBACK_COMPLETE");
    }

    @Test
    void aTaskThatIsRefusedIsNamed() {
        fails(cloud -> cloud.refusesTasks = true, "a task", "refused (task-invalid)");
    }

    @Test
    void anAllowedCallThatIsDeniedIsNamed() {
        fails(
                cloud -> cloud.allowed.put("order-bot", List.of()),
                "the allowed call works",
                "AccessDenied");
    }

    @Test
    void aCallOutOfScopeThatWorksIsNamed() {
        fails(
                cloud -> cloud.allowed.put("order-bot", List.of("orders", "payroll")),
                "the call out of scope is denied",
                "took the message");
    }

    @Test
    void aPartThatCanDoMoreThanWasHandedOnIsNamed() {
        fails(
                cloud -> cloud.allowed.put("packer", List.of("orders", "refunds")),
                "what was not handed on is denied",
                "`refunds` took the message");
    }

    @Test
    void aWiderPartThatIsHandedOnIsNamed() {
        fails(
                cloud -> cloud.delegatesAnything = true,
                "what it does not hold it cannot hand on",
                "exit 0");
        assertThat(demo("--json").out() + demo().err()).doesNotContain("the-secret");
    }

    @Test
    void aPartThatOutlivesTheLeaseAboveItIsNamed() {
        fails(
                cloud -> cloud.cascades = false,
                "what was handed on ends too",
                " s after the release");
    }

    @Test
    void aRevokedLeaseThatStillWorksIsNamed() {
        fails(cloud -> cloud.revokes = false, "its calls are denied", "`orders` took the message");
    }

    @Test
    void aRevocationThatNobodySawIsNamed() {
        fails(cloud -> cloud.seesDenials = false, "a person revokes it", "was not seen");
    }

    @Test
    void aLeaseThatWorksAfterItsEndIsNamed() {
        fails(
                cloud -> cloud.endsLate = Duration.ofSeconds(2),
                "it stops at its second",
                "worked, after its end");
    }

    @Test
    void aLeaseThatStopsBeforeItsEndIsNamed() {
        fails(
                cloud -> cloud.endsLate = Duration.ofSeconds(-5),
                "it stops at its second",
                "before its end");
    }

    @Test
    void anIdentityThatIsNeverSeenIsNamed() {
        fails(
                cloud -> cloud.seen = Instant.MAX,
                "new identities are recorded",
                "AIDA-ci-runner is not in the inventory after");
    }

    @Test
    void anIdentityThatSomeoneElseMadeIsNamed() {
        fails(
                cloud -> cloud.maker = "arn:aws:iam::000000000000:user/mallory",
                "new identities are recorded",
                "made by arn:aws:iam::000000000000:user/mallory");
    }

    @Test
    void aKeyThatIsDisabledUnwarnedIsNamed() {
        fails(
                cloud -> cloud.staleKey.warns = false,
                "past its limit it is warned",
                "it was not warned");
    }

    @Test
    void aStaleKeyThatGoesOnWorkingIsNamed() {
        fails(
                cloud -> cloud.staleKey.disables = false,
                "the next sweep disables it",
                "it still works 30");
    }

    @Test
    void aRestoreThatRestoresNothingIsNamed() {
        fails(
                cloud -> cloud.staleKey.restores = false,
                "a person restores it",
                "its call is refused: InvalidClientTokenId");
    }

    @Test
    void anExemptionThatDoesNotHoldIsNamed() {
        fails(cloud -> cloud.staleKey.exempts = false, "and exempts it", "the plan names it");
    }

    @Test
    void aCloudThatDoesNotStartIsToldAndJsonSaysSo() {
        cloud.starts = false;

        Ended ended = demo("--json");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).startsWith("does not hold: a cloud of its own: no port is free");
        assertThat(Json.read(ended.out()).path("held").asBoolean()).isFalse();
    }
}
