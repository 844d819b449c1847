package dev.curfew.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;

/** IAM as it is on the wire, with answers written down before. */
final class ScriptedIam implements AutoCloseable {

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<Map<String, String>> asked = new ArrayList<>();

    ScriptedIam() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** The sweep's own client. */
    IamClient client() {
        return PatientIam.client(
                IamClient.builder()
                        .endpointOverride(
                                URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("key", "secret"))));
    }

    /** The next call is answered with this result. */
    synchronized ScriptedIam answer(String action, String result) {
        answers.add(
                new Answer(
                        200,
                        """
                        <%1$sResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><%1$sResult>%2$s</%1$sResult>\
                        <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></%1$sResponse>\
                        """
                                .formatted(action, result)));
        return this;
    }

    /** The next call is answered with this error. */
    synchronized ScriptedIam refuse(int status, String code, String message) {
        answers.add(
                new Answer(
                        status,
                        """
                        <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>\
                        <Code>%s</Code><Message>%s</Message></Error><RequestId>1</RequestId></ErrorResponse>\
                        """
                                .formatted(code, message)));
        return this;
    }

    /** What was asked, parameter by parameter. */
    synchronized List<Map<String, String>> asked() {
        return List.copyOf(asked);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        Map<String, String> parameters = new HashMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        asked.add(parameters);
        Answer answer = answers.poll();
        if (answer == null) {
            answer = new Answer(500, "nobody wrote an answer for " + parameters);
        }
        byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(answer.status(), content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
