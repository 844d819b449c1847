package dev.curfew.cli.lease;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.curfew.cli.stack.Trouble;
import dev.curfew.client.Lease;
import dev.curfew.core.document.Json;
import dev.curfew.core.refusal.Refusal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialServerTest {

    private static final Lease LEASE =
            new Lease(
                    "4k2j8s0d9f1a",
                    "send-orders",
                    "ASIAEXAMPLE",
                    "the-secret",
                    "the-token",
                    Instant.parse("2026-03-01T09:35:00Z"));

    private final List<String> notes = new ArrayList<>();
    private Supplier<Lease> leases = () -> LEASE;
    private int asked;
    private final CredentialServer server =
            new CredentialServer(
                    0,
                    "the-password",
                    () -> {
                        asked++;
                        return leases.get();
                    },
                    notes::add);
    private final int port = server.address().getPort();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Sends these very lines, which no HTTP client would. */
    private String send(String... lines) throws IOException {
        try (Socket socket = new Socket(loopback(1), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            (String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static InetAddress loopback(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    private String ask(String... headers) throws IOException {
        List<String> lines =
                new ArrayList<>(List.of("GET /credentials HTTP/1.1", "Host: 127.0.0.1:" + port));
        lines.addAll(List.of(headers));
        return send(lines.toArray(new String[0]));
    }

    @Test
    void whoHasTheTokenGetsTheLease() throws IOException {
        String answer = ask("Authorization: the-password");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("Cache-Control: no-store");
        assertThat(Json.read(answer.substring(answer.indexOf('{'))))
                .isEqualTo(
                        Json.read(
                                """
                                {"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"the-secret","Token":"the-token",
                                 "Expiration":"2026-03-01T09:35:00Z"}
                                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: the-passwor",
                "Authorization: the-password1",
                "Authorization: Bearer the-password",
                "Authorization:",
                "Authorization: the-password\r\nAuthorization: the-password",
                "X-Nothing: 1"
            })
    void anotherTokenIsRefused(String header) throws IOException {
        assertThat(ask(header)).startsWith("HTTP/1.1 401 ").doesNotContain("the-secret");
        assertThat(asked).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "[::1]", ""})
    void anotherHostIsRefused(String host) throws IOException {
        String answer =
                send("GET /credentials HTTP/1.1", "Host: " + host, "Authorization: the-password");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("the-secret");
        assertThat(asked).isZero();
    }

    @Test
    void aWebPageIsRefused() throws IOException {
        assertThat(ask("Authorization: the-password", "Origin: http://127.0.0.1:" + port))
                .startsWith("HTTP/1.1 421 ");
        assertThat(asked).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /credentials HTTP/1.1",
                "HEAD /credentials HTTP/1.1",
                "GET / HTTP/1.1",
                "GET /credentials/ HTTP/1.1",
                "GET /credentials/../credentials HTTP/1.1"
            })
    void nothingElseIsAnswered(String line) throws IOException {
        String answer = send(line, "Host: 127.0.0.1:" + port, "Authorization: the-password");

        assertThat(answer).startsWith("HTTP/1.1 40").doesNotContain("the-secret");
        assertThat(asked).isZero();
    }

    @Test
    void otherAddressesOfThisMachineAreNotListenedOn() throws IOException {
        List<InetAddress> others =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address -> !address.isLoopbackAddress())
                        .toList();

        for (InetAddress other : others) {
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> new Socket(other, port).close());
        }
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(loopback(2), port).close());
    }

    @Test
    void aRefusalIsToldToBothSides() throws IOException {
        leases =
                () -> {
                    throw new Refused(new Refusal("task-unknown", "there is no task", "name one"));
                };

        assertThat(ask("Authorization: the-password"))
                .startsWith("HTTP/1.1 403 ")
                .contains("\"code\":\"task-unknown\"");
        assertThat(notes).containsExactly("refused (task-unknown): there is no task");
    }

    @Test
    void noAnswerIsNotARefusal() throws IOException {
        leases =
                () -> {
                    throw new Trouble("AWS cannot be reached", "check the network");
                };

        assertThat(ask("Authorization: the-password"))
                .startsWith("HTTP/1.1 503 ")
                .contains("\"code\":\"no-answer\"");
    }
}
