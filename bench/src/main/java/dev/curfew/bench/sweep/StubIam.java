package dev.curfew.bench.sweep;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * IAM's Query API over HTTP, as far as a sweep asks it. Each call takes a set time; above a set
 * number of calls a second it answers {@code Throttling}, as IAM does.
 */
final class StubIam {

    private static final String ROLES = "Role";
    private static final String USERS = "User";

    private final HttpServer server;
    private final Map<String, Integer> counts = new TreeMap<>();
    private StubAccount account = new StubAccount(0);
    private volatile long latencyNanos;
    private volatile int perSecond;
    private double tokens;
    private long refilled = System.nanoTime();

    StubIam() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void set(StubAccount account, int latencyMillis, int perSecond) {
        this.account = account;
        this.latencyNanos = latencyMillis * 1_000_000L;
        this.perSecond = perSecond;
        synchronized (counts) {
            counts.clear();
        }
    }

    Map<String, Integer> counts() {
        synchronized (counts) {
            return new TreeMap<>(counts);
        }
    }

    void forget() {
        synchronized (counts) {
            counts.clear();
        }
    }

    private synchronized boolean isThrottled() {
        if (perSecond == 0) {
            return false;
        }
        long now = System.nanoTime();
        tokens = Math.min(perSecond, tokens + (now - refilled) * 1e-9 * perSecond);
        refilled = now;
        if (tokens < 1) {
            return true;
        }
        tokens--;
        return false;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, String> asked =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String action = asked.getOrDefault("Action", "");
        LockSupport.parkNanos(latencyNanos);
        boolean throttled = isThrottled();
        synchronized (counts) {
            counts.merge(throttled ? "throttled" : action, 1, Integer::sum);
        }
        String body =
                throttled
                        ? "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code>"
                                + "<Message>Rate exceeded</Message></Error><RequestId>0</RequestId></ErrorResponse>"
                        : "<%1$sResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><%1$sResult>%2$s</%1$sResult></%1$sResponse>"
                                .formatted(action, answer(action, asked));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(throttled ? 400 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String answer(String action, Map<String, String> asked) {
        return switch (action) {
            case "GenerateCredentialReport" -> "<State>COMPLETE</State>";
            case "GetCredentialReport" -> account.report();
            case "ListAccessKeys" -> account.keys(asked.getOrDefault("UserName", ""));
            case "ListSSHPublicKeys" -> "<SSHPublicKeys/><IsTruncated>false</IsTruncated>";
            case "ListSigningCertificates" -> "<Certificates/><IsTruncated>false</IsTruncated>";
            case "ListServiceSpecificCredentials" ->
                    "<ServiceSpecificCredentials/><IsTruncated>false</IsTruncated>";
            case "GetAccessKeyLastUsed" ->
                    "<AccessKeyLastUsed><ServiceName>N/A</ServiceName><Region>N/A</Region></AccessKeyLastUsed>";
            case "GetAccountAuthorizationDetails" -> page(asked);
            default -> throw new IllegalStateException("the stub knows no " + action);
        };
    }

    private String page(Map<String, String> asked) {
        String filter = asked.getOrDefault("Filter.member.1", "");
        int most = Math.min(1000, Integer.parseInt(asked.getOrDefault("MaxItems", "100")));
        int from = Integer.parseInt(asked.getOrDefault("Marker", "0"));
        int all = filter.equals(USERS) ? account.users : filter.equals(ROLES) ? account.roles : 0;
        int to = Math.min(all, from + most);
        String items =
                switch (filter) {
                    case USERS -> account.users(from, to);
                    case ROLES -> account.roles(from, to);
                    default -> account.policies();
                };
        return items
                + (to < all
                        ? "<IsTruncated>true</IsTruncated><Marker>" + to + "</Marker>"
                        : "<IsTruncated>false</IsTruncated>");
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }
}
