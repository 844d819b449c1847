package dev.curfew.bench.sweep;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers as IAM does, from a generated account: pages of a thousand at most, each call after the
 * same time, and above so many calls a second with {@code Throttling}. It runs in a process of its
 * own and counts what it is asked.
 */
final class IamStub {

    private static final int PAGE = 1000;

    private final GeneratedAccount account;
    private final long latency;
    private final double rate;
    private final Map<String, Long> counts = new TreeMap<>();
    private double tokens;
    private long refilled = System.nanoTime();

    private IamStub(GeneratedAccount account, long latency, double rate) {
        this.account = account;
        this.latency = latency;
        this.rate = rate;
        this.tokens = rate;
    }

    private record Answer(int status, String body) {}

    /**
     * Arguments: users, share of keys that are due, seed, milliseconds a call, calls a second or 0.
     */
    public static void main(String[] args) throws IOException {
        var account =
                new GeneratedAccount(
                        Integer.parseInt(args[0]),
                        Double.parseDouble(args[1]),
                        Long.parseLong(args[2]));
        IamStub stub = new IamStub(account, Long.parseLong(args[3]), Double.parseDouble(args[4]));
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", stub::handle);
        server.createContext("/counts", stub::tellCounts);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        System.out.println(server.getAddress().getPort());
        // It ends with whoever started it.
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    private void tellCounts(HttpExchange exchange) throws IOException {
        String text;
        synchronized (counts) {
            text =
                    counts.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining("\n"));
            counts.clear();
        }
        send(exchange, new Answer(200, text));
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, String> asked = new HashMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            asked.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        try {
            Thread.sleep(latency);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        boolean throttled = isTooMany();
        String action = Objects.requireNonNull(asked.get("Action"));
        synchronized (counts) {
            counts.merge(throttled ? "throttled" : action, 1L, Long::sum);
        }
        send(
                exchange,
                throttled ? error(400, "Throttling", "Rate exceeded") : answer(action, asked));
    }

    private synchronized boolean isTooMany() {
        if (rate == 0) {
            return false;
        }
        long now = System.nanoTime();
        tokens = Math.min(rate, tokens + (now - refilled) * rate / 1e9);
        refilled = now;
        if (tokens < 1) {
            return true;
        }
        tokens--;
        return false;
    }

    private Answer answer(String action, Map<String, String> asked) {
        String user = asked.getOrDefault("UserName", "");
        return switch (action) {
            case "GetAccountAuthorizationDetails" -> details(asked);
            case "GenerateCredentialReport" -> result(action, "<State>COMPLETE</State>");
            case "GetCredentialReport" ->
                    result(
                            action,
                            "<Content>%s</Content><ReportFormat>text/csv</ReportFormat><GeneratedTime>%s</GeneratedTime>"
                                    .formatted(
                                            Base64.getEncoder()
                                                    .encodeToString(
                                                            account.report()
                                                                    .getBytes(
                                                                            StandardCharsets
                                                                                    .UTF_8)),
                                            account.reportAt()));
            case "ListAccessKeys" -> list(action, "AccessKeyMetadata", account.keys(user));
            case "ListSSHPublicKeys" ->
                    list(action, "SSHPublicKeys", account.keys(user) == null ? null : "");
            case "ListSigningCertificates" ->
                    list(action, "Certificates", account.keys(user) == null ? null : "");
            case "ListServiceSpecificCredentials" -> list(action, "ServiceSpecificCredentials", "");
            case "GetAccessKeyLastUsed" ->
                    result(
                            action,
                            "<AccessKeyLastUsed><LastUsedDate>%s</LastUsedDate><ServiceName>s3</ServiceName><Region>eu-west-1</Region></AccessKeyLastUsed>"
                                    .formatted(account.use(asked.getOrDefault("AccessKeyId", ""))));
            // Of STS, which a scan asks first.
            case "GetCallerIdentity" ->
                    result(
                            action,
                            "<Arn>arn:aws:iam::%1$s:root</Arn><UserId>%1$s</UserId><Account>%1$s</Account>"
                                    .formatted(GeneratedAccount.ACCOUNT));
            default -> error(400, "InvalidAction", "nobody asks for " + action);
        };
    }

    private Answer details(Map<String, String> asked) {
        String filter = asked.getOrDefault("Filter.member.1", "");
        if (filter.equals("LocalManagedPolicy")) {
            return result(
                    "GetAccountAuthorizationDetails",
                    "<Policies>%s</Policies><GroupDetailList>%s</GroupDetailList><IsTruncated>false</IsTruncated>"
                            .formatted(
                                    String.join("", account.policies()),
                                    String.join("", account.groups())));
        }
        boolean isUsers = filter.equals("User");
        List<String> all = isUsers ? account.users() : account.roles();
        int from = Integer.parseInt(asked.getOrDefault("Marker", "0"));
        int items = Math.min(PAGE, Integer.parseInt(asked.getOrDefault("MaxItems", "100")));
        int to = Math.min(all.size(), from + items);
        String name = isUsers ? "UserDetailList" : "RoleDetailList";
        return result(
                "GetAccountAuthorizationDetails",
                "<%1$s>%2$s</%1$s><IsTruncated>%3$b</IsTruncated>%4$s"
                        .formatted(
                                name,
                                String.join("", all.subList(from, to)),
                                to < all.size(),
                                to < all.size() ? "<Marker>" + to + "</Marker>" : ""));
    }

    private static Answer list(String action, String members, @Nullable String of) {
        return of == null
                ? error(404, "NoSuchEntity", "there is no such user")
                : result(
                        action,
                        "<%1$s>%2$s</%1$s><IsTruncated>false</IsTruncated>".formatted(members, of));
    }

    private static Answer result(String action, String result) {
        return new Answer(
                200,
                "<%1$sResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><%1$sResult>%2$s</%1$sResult></%1$sResponse>"
                        .formatted(action, result));
    }

    private static Answer error(int status, String code, String message) {
        return new Answer(
                status,
                "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
                        .formatted(code, message));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }
}
