package dev.curfew.local.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sends requests byte by byte: clients of the JDK do not let a test lie about Host and Origin. */
public final class Visitor {
    private final URI address;
    private final Map<String, String> headers = new LinkedHashMap<>();

    public Visitor(URI address) {
        this.address = address;
        headers.put("Host", address.getAuthority());
    }

    /** An answer, its headers by name in small letters. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    /** Sends that header from now on; an empty one no more. */
    public Visitor with(String header, String value) {
        headers.put(header, value);
        headers.values().removeIf(String::isEmpty);
        return this;
    }

    /** Opens a link, and is the one who is let in from now on. */
    public Visitor letIn(URI link) {
        Answer answer = get(link.getPath());
        with("Cookie", answer.headers().getOrDefault("set-cookie", "none=0").split(";", 2)[0]);
        return with("Origin", "http://" + address.getAuthority());
    }

    public Answer get(String path) {
        return send("GET", path, "");
    }

    public Answer post(String path, String body) {
        return send("POST", path, body);
    }

    public Answer send(String method, String path, String body) {
        StringBuilder head = new StringBuilder("%s %s HTTP/1.1\r\n".formatted(method, path));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] bytes = body.getBytes(UTF_8);
        head.append("Content-Length: ")
                .append(bytes.length)
                .append("\r\nConnection: close\r\n\r\n");
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.toString().getBytes(UTF_8));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return read(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer read(String text) {
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] pair = lines[i].split(":", 2);
            headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip());
        }
        String body = new String(text.substring(end + 4).getBytes(ISO_8859_1), UTF_8);
        return new Answer(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, body);
    }
}
