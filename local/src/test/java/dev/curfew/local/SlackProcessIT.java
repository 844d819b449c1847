package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.local.slack.SlackSecret;
import dev.curfew.local.testing.TestCloud;
import dev.curfew.local.web.Visitor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SlackProcessIT {
    private final Workspace workspace = TestCloud.workspace("slack");
    private LocalCloud cloud;
    private SlackConnection slack;

    @BeforeEach
    void start() {
        cloud = TestCloud.apart("slack", CloudOptions.detached());
        slack = SlackProcess.start(cloud, "curfew", Progress.silent());
    }

    @AfterEach
    void nothingIsLeft() {
        LocalCloud.forget(workspace);
        assertThat(Processes.marked(workspace.state())).isEmpty();
    }

    @Test
    void aProgramWithTheKeptSecretPostsAndAPersonWithALinkSeesIt() {
        Visitor.Answer answer =
                new Visitor(slack.endpoint())
                        .with("Authorization", "Bearer " + secret().token())
                        .with("Content-Type", "application/json")
                        .post(
                                "/api/chat.postMessage",
                                "{\"channel\":\"%s\",\"text\":\"hello\"}"
                                        .formatted(slack.channel()));
        assertThat(answer.body()).startsWith("{\"ok\":true");

        URI link = SlackProcess.link(workspace).orElseThrow();
        var person = new Visitor(slack.endpoint()).letIn(link);
        assertThat(person.get("/c/" + slack.channel()).body()).contains("hello");
        assertThat(new Visitor(slack.endpoint()).get(link.getPath()).status()).isEqualTo(403);
        assertThat(SlackProcess.link(workspace)).isPresent().isNotEqualTo(Optional.of(link));
    }

    @Test
    void asLongAsItRunsItIsTheSameAndHasTheSameSecret() {
        SlackState first = state();
        SlackSecret secret = secret();

        SlackConnection again = SlackProcess.start(cloud, "blue", Progress.silent());

        assertThat(again).isEqualTo(slack);
        assertThat(state()).isEqualTo(first.with("blue"));
        assertThat(secret()).isEqualTo(secret);
    }

    @Test
    void oneThatDiedIsStartedAnewWithTheSameSecret() throws Exception {
        SlackSecret secret = secret();
        ProcessHandle page = process();
        page.destroyForcibly();
        page.onExit().get(5, TimeUnit.SECONDS);
        assertThat(SlackProcess.link(workspace)).isEmpty();

        SlackConnection again = SlackProcess.start(cloud, "curfew", Progress.silent());

        assertThat(again.secretArn()).isEqualTo(slack.secretArn());
        assertThat(secret()).isEqualTo(secret);
        assertThat(new Visitor(again.endpoint()).get("/health").status()).isEqualTo(200);
    }

    @Test
    void itEndsWithItsCloud() throws Exception {
        ProcessHandle page = process();

        cloud.stop();

        page.onExit().get(10, TimeUnit.SECONDS);
        assertThat(workspace.slackFile()).doesNotExist();
        assertThat(SlackProcess.link(workspace)).isEmpty();
    }

    /**
     * Also where no process can be told by its environment, as there is no /proc on every system.
     */
    @Test
    void itEndsWhenItsCloudIsKilled() throws Exception {
        ProcessHandle page = process();

        ProcessHandle.of(cloud.pid()).orElseThrow().destroyForcibly();

        page.onExit().get(10, TimeUnit.SECONDS);
    }

    @Test
    void itsSecretsAreWhereNobodyElseReads() throws IOException {
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(workspace.slackFile())))
                .isEqualTo("rw-------");
        String arguments = read("cmdline");
        String environment = read("environ");
        String log = Files.readString(workspace.logs().resolve("slack.log"));
        for (String text : new String[] {arguments, environment, log}) {
            assertThat(text)
                    .doesNotContain(secret().token(), secret().signingSecret(), state().linkKey());
        }
        assertThat(Files.readString(workspace.slackFile()))
                .doesNotContain(secret().token(), secret().signingSecret());
        assertThat(state().toString()).doesNotContain(state().linkKey());
    }

    @Test
    void itListensOnLoopbackAlone() throws IOException {
        assertThat(ListeningSockets.of(state().pid()))
                .isNotEmpty()
                // The JDK's server is IPv6's 127.0.0.1 where the machine has both.
                .allSatisfy(address ->
                        assertThat(address).matches("127\\..*|0{16}F{0,4}0{0,4}.*0100007F"));
    }

    private String read(String file) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(state().pid()), file));
    }

    private ProcessHandle process() {
        return ProcessHandle.of(state().pid()).orElseThrow();
    }

    private SlackState state() {
        return SlackState.read(workspace.slackFile()).orElseThrow();
    }

    private SlackSecret secret() {
        try (SecretsManagerClient secrets = cloud.client(SecretsManagerClient.builder())) {
            return SlackSecret.parse(
                    secrets.getSecretValue(get -> get.secretId(slack.secretArn())).secretString());
        }
    }
}
