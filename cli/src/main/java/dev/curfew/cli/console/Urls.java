package dev.curfew.cli.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Addresses of pages, each relative to the others: all lie side by side. */
final class Urls {

    private Urls() {}

    static String to(String page, String name, String value) {
        return to(page, Map.of(name, value));
    }

    /** Parameters without a value are left out. */
    static String to(String page, Map<String, String> parameters) {
        String query =
                parameters.entrySet().stream()
                        .filter(each -> !each.getValue().isEmpty())
                        .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                        .collect(Collectors.joining("&"));
        return query.isEmpty() ? page : page + "?" + query;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
