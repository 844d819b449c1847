package dev.curfew.local.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** What every page has around what it shows. */
public final class Layout {
    private static final String STYLE = read("site.css");

    private Layout() {}

    /** A whole page: the way round the site on one side, what is shown on the other. */
    public static Markup page(String title, Markup navigation, Markup content) {
        return page(title, Markup.NOTHING, navigation, content);
    }

    /** The same, shown anew by the browser after a while. */
    public static Markup refreshing(
            Duration after, String title, Markup navigation, Markup content) {
        return page(
                title,
                Markup.of("<meta http-equiv=\"refresh\" content=\"{}\">", after.toSeconds()),
                navigation,
                content);
    }

    private static Markup page(String title, Markup head, Markup navigation, Markup content) {
        return Markup.of(
                """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">{}
                <title>{}</title><link rel="stylesheet" href="/site.css"></head>
                <body><a class="skip" href="#content">To what is shown</a>
                <nav aria-label="Pages">{}</nav>
                <main id="content" tabindex="-1">{}</main></body>
                </html>
                """,
                head,
                title,
                navigation,
                content);
    }

    static String style() {
        return STYLE;
    }

    private static String read(String name) {
        try (InputStream file =
                Objects.requireNonNull(Layout.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
