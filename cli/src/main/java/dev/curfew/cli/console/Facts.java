package dev.curfew.cli.console;

import dev.curfew.local.web.Markup;
import java.util.ArrayList;
import java.util.List;

/** What is known of one thing, line by line. */
final class Facts {

    private final List<Markup> lines = new ArrayList<>();

    Facts with(String name, Markup value) {
        lines.add(Markup.of("<div><dt>{}</dt><dd>{}</dd></div>", name, value));
        return this;
    }

    Markup markup() {
        return Markup.of("<dl class=\"facts\">{}</dl>", Markup.join(lines));
    }
}
