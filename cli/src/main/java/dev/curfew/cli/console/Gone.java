package dev.curfew.cli.console;

import dev.curfew.local.web.Markup;

/** What is shown where nothing is. */
final class Gone {

    private Gone() {}

    static Markup of(String id) {
        return Markup.of(
                "<p class=\"empty\">Nothing is known of {}. It may have been cleaned up; its journal stays:</p><p"
                        + " class=\"actions\"><a class=\"button\" href=\"{}\">Look in the journal</a></p>",
                Words.code(id),
                Urls.to("journal", "subject", id));
    }
}
