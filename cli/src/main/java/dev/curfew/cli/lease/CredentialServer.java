package dev.curfew.cli.lease;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.client.Lease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the AWS SDKs' question for a container's credentials, on this machine alone and only to
 * who has the token. See
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 *
 * <p>A web page that a browser here has open can send requests to loopback too. It does not know
 * the token; and its requests name another host, or say that they come from a page, and are refused
 * before anything is compared.
 */
public final class CredentialServer implements AutoCloseable {

    public static final String PATH = "/credentials";

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final int MISDIRECTED = 421;
    private static final int UNAVAILABLE = 503;

    static {
        // Whoever connects and says nothing is not waited for.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "120");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final byte[] token;
    private final Supplier<Lease> leases;
    private final Consumer<String> notes;
    private final String host;

    /** What is answered. */
    private record Reply(int status, ObjectNode body) {}

    /**
     * Listens from now on.
     *
     * @param port 0 for any that is free
     * @param token what a request must carry as its {@code Authorization}
     * @param leases asked for each request that may have one
     * @param notes told why a lease was not to be had
     */
    public CredentialServer(
            int port, String token, Supplier<Lease> leases, Consumer<String> notes) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.leases = leases;
        this.notes = notes;
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        } catch (IOException taken) {
            throw new Trouble(
                    "port " + port + " of 127.0.0.1 cannot be had",
                    "name another with --port, or none",
                    taken);
        }
        host = "127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** For {@code AWS_CONTAINER_CREDENTIALS_FULL_URI}. */
    public URI address() {
        return URI.create("http://" + host + PATH);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            byte[] body = reply.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(reply.status(), -1);
                return;
            }
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        if (!exchange.getRemoteAddress().getAddress().isLoopbackAddress()) {
            return refused(FORBIDDEN, "not-local", "only this machine is answered");
        }
        if (!List.of(host).equals(headers.get("Host")) || headers.containsKey("Origin")) {
            return refused(MISDIRECTED, "wrong-host", "the request is not for " + host);
        }
        if (!isToken(headers.get("Authorization"))) {
            return refused(
                    UNAUTHORIZED,
                    "token-wrong",
                    "the Authorization header is not the content of the token file");
        }
        if (!exchange.getRequestURI().getRawPath().equals(PATH)) {
            return refused(NOT_FOUND, "path-unknown", "there is nothing but " + PATH);
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return refused(WRONG_METHOD, "method-unknown", "ask with GET");
        }
        return lease();
    }

    private boolean isToken(@Nullable List<String> given) {
        return given != null
                && given.size() == 1
                && MessageDigest.isEqual(given.getFirst().getBytes(StandardCharsets.UTF_8), token);
    }

    private Reply lease() {
        try {
            Lease lease = leases.get();
            return new Reply(
                    OK,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("AccessKeyId", lease.accessKeyId())
                            .put("SecretAccessKey", lease.secretAccessKey())
                            .put("Token", lease.sessionToken())
                            .put("Expiration", lease.expiresAt().toString()));
        } catch (Refused refused) {
            String code = refused.refusal().code();
            notes.accept("refused (" + code + "): " + refused.getMessage());
            return refused(FORBIDDEN, code, refused.getMessage());
        } catch (Trouble trouble) {
            notes.accept("curfew: " + trouble.getMessage());
            return refused(UNAVAILABLE, "no-answer", trouble.getMessage());
        } catch (IllegalStateException closed) {
            return refused(UNAVAILABLE, "closed", "this is just ending");
        }
    }

    private static Reply refused(int status, String code, String message) {
        return new Reply(
                status,
                JsonNodeFactory.instance.objectNode().put("code", code).put("message", message));
    }

    /** Answers nothing from now on. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
