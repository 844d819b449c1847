package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;

class LocalCloudIT {
    private final Workspace workspace = TestCloud.workspace("life");

    @AfterEach
    void nothingIsLeft() {
        LocalCloud.forget(workspace);
        assertThat(Processes.marked(workspace.state())).isEmpty();
    }

    @Test
    void startsAnswersAndStopsWithoutAProcessOrATemporaryFileLeft() {
        LocalCloud cloud = start();
        try (StsClient sts = cloud.client(StsClient.builder())) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::000000000000:root");
        }
        assertThat(Processes.marked(workspace.state())).isNotEmpty();

        cloud.stop();

        assertThat(Processes.marked(workspace.state())).isEmpty();
        assertThat(LocalCloud.attach(workspace)).isEmpty();
        assertThat(workspace.temporary()).doesNotExist();
        assertThat(workspace.stateFile()).doesNotExist();
    }

    @Test
    void aSecondStartSaysThatItRunsAlready() {
        LocalCloud cloud = start();

        LocalCloud.Start second =
                LocalCloud.start(workspace, CloudOptions.detached(), Progress.silent());

        assertThat(second).isInstanceOf(LocalCloud.Start.RunsAlready.class);
        assertThat(second.cloud().endpoint()).isEqualTo(cloud.endpoint());
        assertThat(second.cloud().pid()).isEqualTo(cloud.pid());
    }

    @Test
    void stoppingTwiceIsNoError() {
        LocalCloud cloud = start();

        cloud.stop();
        cloud.stop();
    }

    @Test
    void aCloudThatDiedIsNoticedAndTheNextStartClearsItsTraces() throws Exception {
        LocalCloud dead = start();
        ProcessHandle process = ProcessHandle.of(dead.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(5, TimeUnit.SECONDS);

        assertThat(LocalCloud.attach(workspace)).isEmpty();
        assertThat(workspace.stateFile()).exists();
        assertThat(start().pid()).isNotEqualTo(dead.pid());
    }

    @Test
    void oneThatIsToEndWithItsLauncherEndsWhenTheLauncherIsKilled() throws Exception {
        // A launcher of its own, killed so that it can clear nothing.
        Process launcher =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/java",
                                "-Dcurfew.root=" + TestCloud.checkout().root(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Launcher.class.getName(),
                                workspace.state().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String pid = launcher.inputReader().readLine();
        ProcessHandle cloud = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        assertThat(cloud.isAlive()).isTrue();

        launcher.destroyForcibly().waitFor();

        cloud.onExit().get(10, TimeUnit.SECONDS);
        assertThat(Processes.marked(workspace.state())).isEmpty();
    }

    @Test
    void listensOnLoopbackOnly() throws IOException {
        LocalCloud cloud = start();

        List<InetAddress> others =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address ->
                                address instanceof Inet4Address && !address.isLoopbackAddress())
                        .toList();
        for (InetAddress other : others) {
            assertThat(connects(other, cloud.endpoint().getPort())).isFalse();
        }
        assertThat(connects(InetAddress.getLoopbackAddress(), cloud.endpoint().getPort())).isTrue();
        assertThat(ListeningSockets.of(cloud.pid()))
                .isNotEmpty()
                .allSatisfy(address -> assertThat(address).startsWith("127."));
    }

    private LocalCloud start() {
        return LocalCloud.start(workspace, CloudOptions.foreground(), Progress.silent()).cloud();
    }

    private static boolean connects(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address, port), (int) Duration.ofSeconds(2).toMillis());
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }
}
