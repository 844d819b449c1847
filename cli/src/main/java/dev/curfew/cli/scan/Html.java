package dev.curfew.cli.scan;

import dev.curfew.cli.terminal.Visible;

/** Text from outside, made harmless for a page. */
final class Html {

    private Html() {}

    /** The text as it is read, within elements and quoted attributes. */
    static String escape(String text) {
        return Visible.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
