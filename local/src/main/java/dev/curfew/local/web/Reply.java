package dev.curfew.local.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What a request is answered with. */
public record Reply(int status, String type, String body, Map<String, String> headers) {
    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply page(int status, Markup page) {
        return new Reply(status, "text/html; charset=utf-8", page.html(), Map.of());
    }

    public static Reply json(int status, String json) {
        return new Reply(status, "application/json; charset=utf-8", json, Map.of());
    }

    public static Reply text(int status, String text) {
        return new Reply(status, "text/plain; charset=utf-8", text, Map.of());
    }

    /** Look at that path of this site next. */
    public static Reply seeOther(String path) {
        return new Reply(303, "text/plain; charset=utf-8", "", Map.of("Location", path));
    }

    public Reply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, type, body, more);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
