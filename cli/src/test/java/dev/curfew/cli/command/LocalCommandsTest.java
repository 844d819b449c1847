package dev.curfew.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.stack.Overview;
import dev.curfew.cli.stack.Overview.FunctionState;
import dev.curfew.core.document.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalCommandsTest {

    private final Run run = new Run();

    @Test
    void envIsWhatAShellEvaluates() throws IOException, InterruptedException {
        run.clouds.running = FakeClouds.ACCESS;

        Run.Ended ended = run.line("env");

        assertThat(ended.exit()).isZero();
        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-eu",
                                "-c",
                                "AWS_PROFILE=p AWS_SESSION_TOKEN=t; eval \"$1\";"
                                        + " echo \"$AWS_ENDPOINT_URL $AWS_REGION $AWS_DEFAULT_REGION $AWS_ACCESS_KEY_ID"
                                        + " $AWS_SECRET_ACCESS_KEY ${AWS_PROFILE-none} ${AWS_SESSION_TOKEN-none}\"",
                                "sh",
                                ended.out())
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "http://127.0.0.1:4566 us-east-1 us-east-1 test it's secret none none\n");
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void envExitsWith1WhenNoLocalCloudRuns() {
        assertThat(run.line("env"))
                .isEqualTo(
                        new Run.Ended(
                                1,
                                "",
                                "refused (no-local-cloud): no local cloud runs\nhelp: start one with ./curfew up --detach\n"));
    }

    @Test
    void programsGetTheSameAsJson() {
        assertThat(Json.read(run.line("down", "--json").out()))
                .isEqualTo(Json.read("{\"stopped\":false}"));
        assertThat(Json.read(run.line("up", "--detach", "--json").out()))
                .isEqualTo(
                        Json.read(
                                """
                                {"endpoint":"http://127.0.0.1:4566","stack":"curfew","slack":"http://127.0.0.1:4567/open/once"}
                                """));
        assertThat(run.line("up", "--json").out())
                .as("one that runs already")
                .isEqualTo(run.line("up", "--detach", "--json").out());
        assertThat(Json.read(run.line("env", "--json").out()))
                .isEqualTo(
                        Json.read(
                                """
                                {"set":{"AWS_ENDPOINT_URL":"http://127.0.0.1:4566","AWS_REGION":"us-east-1","AWS_DEFAULT_REGION":"us-east-1",
                                 "AWS_ACCESS_KEY_ID":"test","AWS_SECRET_ACCESS_KEY":"it's secret"},
                                 "unset":["AWS_SESSION_TOKEN","AWS_PROFILE"]}
                                """));
        assertThat(Json.read(run.line("down", "--json").out()))
                .isEqualTo(Json.read("{\"stopped\":true}"));
    }

    @Test
    void upStaysAndSaysWhatToTry() {
        Run.Ended ended = run.line("up", "--stack", "blue");

        assertThat(ended.exit()).isZero();
        assertThat(run.clouds.deployed).isEqualTo("blue");
        assertThat(run.clouds.detached).isFalse();
        assertThat(ended.out()).contains("http://127.0.0.1:4566", "eval \"$(./curfew env)\"");
        assertThat(ended.out().lines().filter(line -> line.startsWith("  aws "))).hasSize(3);
        assertThat(ended.out()).contains(FakeClouds.SLACK.toString());
        assertThat(ended.err()).contains("Ctrl-C");
    }

    @Test
    void upDetachedComesBack() {
        Run.Ended ended = run.line("up", "--detach");

        assertThat(run.clouds.detached).isTrue();
        assertThat(ended.out()).contains("http://127.0.0.1:4566");
    }

    @Test
    void aSecondUpSaysThatItRunsAlready() {
        run.clouds.running = FakeClouds.ACCESS;

        Run.Ended ended = run.line("up");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .startsWith("The local cloud runs already at http://127.0.0.1:4566.");
        assertThat(run.clouds.deployed).as("the stack stands, too").isEqualTo("curfew");
    }

    @Test
    void downSaysWhetherAnythingRan() {
        run.clouds.running = FakeClouds.ACCESS;

        assertThat(run.line("down").out()).isEqualTo("The local cloud has stopped.\n");
        assertThat(run.line("down").out()).isEqualTo("No local cloud was running.\n");
    }

    @Test
    void statusTellsTheStackItsFunctionsAndTheTrail() {
        run.clouds.running = FakeClouds.ACCESS;
        run.stacks.overview =
                new Overview(
                        "http://127.0.0.1:4566",
                        "CREATE_COMPLETE",
                        List.of(new FunctionState("curfew-issue", "Active")),
                        List.of("curfew"));

        assertThat(run.line("status"))
                .isEqualTo(
                        new Run.Ended(
                                0,
                                """
                                local cloud  runs at http://127.0.0.1:4566
                                slack        is shown at http://127.0.0.1:4567/open/once (a link for one browser, for an hour)
                                stack        curfew at http://127.0.0.1:4566: CREATE_COMPLETE
                                function     curfew-issue: Active
                                trail        curfew
                                """,
                                ""));
    }

    @Test
    void statusSaysThatTheLocalCloudPlaysTheTrail() {
        run.clouds.running = FakeClouds.ACCESS;
        run.stacks.overview =
                new Overview("http://127.0.0.1:4566", "CREATE_COMPLETE", List.of(), List.of());

        assertThat(run.line("status").out()).endsWith("trail        the local cloud plays one\n");
    }

    @Test
    void statusSaysWhenThereIsNoTrail() {
        run.stacks.overview =
                new Overview(
                        "here",
                        "CREATE_COMPLETE",
                        List.of(new FunctionState("curfew-issue", "Active")),
                        List.of());

        Run.Ended ended = run.line("status");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .contains("local cloud  does not run", "trail        none that logs");
    }

    @Test
    void statusExitsWith1UnlessTheStackStands() {
        assertThat(run.line("status").exit()).isEqualTo(1);
        assertThat(run.line("status").out()).contains("is not deployed");

        run.stacks.overview =
                new Overview(
                        "here",
                        "CREATE_COMPLETE",
                        List.of(new FunctionState("curfew-issue", "Failed")),
                        List.of());
        assertThat(run.line("status").exit()).isEqualTo(1);

        run.stacks.overview =
                new Overview(
                        "here",
                        "ROLLBACK_COMPLETE",
                        List.of(new FunctionState("curfew-issue", "Active")),
                        List.of());
        assertThat(run.line("status").exit()).isEqualTo(1);
    }

    @Test
    void statusAsJsonTellsTheSame() {
        run.stacks.overview =
                new Overview(
                        "here",
                        "CREATE_COMPLETE",
                        List.of(new FunctionState("curfew-issue", "Active")),
                        List.of("t"));

        JsonNode status = Json.read(run.line("status", "--json").out());

        assertThat(status)
                .isEqualTo(
                        Json.read(
                                """
                                {"localCloud":null,"stack":{"name":"curfew","where":"here","status":"CREATE_COMPLETE","stands":true,
                                 "functions":[{"name":"curfew-issue","state":"Active"}]},"trails":["t"]}
                                """));
    }
}
