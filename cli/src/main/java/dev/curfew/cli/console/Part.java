package dev.curfew.cli.console;

import dev.curfew.cli.stack.Trouble;
import dev.curfew.cli.terminal.Visible;
import dev.curfew.local.web.Markup;
import java.util.function.Supplier;

/** A part of a page that stands or fails by itself. */
final class Part {

    private static final System.Logger LOG = System.getLogger(Part.class.getName());

    private Part() {}

    /**
     * A part with its heading. Where what it shows cannot be read, it says why, and what it reads
     * with.
     *
     * @param id names it within the page
     * @param actions what AWS must allow for it
     */
    static Markup of(String id, String heading, String actions, Supplier<Markup> content) {
        return part(Markup.of(""), id, heading, actions, content);
    }

    /** The same, read anew by the page's script while it is looked at. */
    static Markup live(String id, String heading, String actions, Supplier<Markup> content) {
        return part(Markup.of(" data-live"), id, heading, actions, content);
    }

    private static Markup part(
            Markup live, String id, String heading, String actions, Supplier<Markup> content) {
        return Markup.of(
                "<section id=\"{}\" aria-labelledby=\"{}-h\"{}><h2 id=\"{}-h\">{}</h2>{}</section>",
                id,
                id,
                live,
                id,
                Visible.text(heading),
                orTrouble(actions, content));
    }

    /** The content or, where it cannot be read, why not. */
    static Markup orTrouble(String actions, Supplier<Markup> content) {
        try {
            return content.get();
        } catch (Trouble trouble) {
            return trouble(trouble, actions);
        } catch (RuntimeException defect) {
            LOG.log(System.Logger.Level.ERROR, "a part of a page could not be shown", defect);
            return trouble(
                    new Trouble(
                            "what is kept there cannot be understood",
                            "see what the command prints"),
                    actions);
        }
    }

    private static Markup trouble(Trouble trouble, String actions) {
        return Markup.of(
                "<div class=\"notice bad\" role=\"note\"><p><b>This is not known now:</b> {}</p>"
                        + "<p>{}</p><p class=\"quiet\">Your credentials need: {}</p></div>",
                Visible.text(trouble.getMessage()),
                Visible.text(trouble.help()),
                actions);
    }
}
