package dev.curfew.local.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP request, read whole.
 *
 * @param method in capitals
 * @param path decoded, without the query
 * @param headers by name in small letters; of a header sent twice, the first
 */
public record Call(
        String method, String path, String query, Map<String, String> headers, String body) {
    public Call {
        headers = Map.copyOf(headers);
    }

    /** A header's value; empty when it was not sent. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    public boolean isPost() {
        return method.equals("POST");
    }

    /** The body as a form's fields. A field sent twice counts as it came first. */
    public Map<String, String> form() {
        return fields(body);
    }

    /** The fields behind the question mark. */
    public Map<String, String> asked() {
        return fields(query);
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(
                        decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // half an escape: nothing is lost by taking it as it came
        }
    }

    /** Bodies carry tokens. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
