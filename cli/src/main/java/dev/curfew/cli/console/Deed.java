package dev.curfew.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.console.Shell.Tab;
import dev.curfew.cli.stack.Answer;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a person can have done to a lease or an identity, once it was stated what it is.
 */
interface Deed {

    /**
     * What is done to one of them.
     *
     * @param title of the page, with what it is done to
     * @param facts what it is done to, as it stands
     * @param consequences what will happen, a sentence each
     * @param fields what is asked of the person
     */
    record Statement(String title, Markup facts, List<Markup> consequences, List<Field> fields) {}

    /**
     * A field that must be filled.
     *
     * @param help who will read it, or what it may be
     * @param value what stands there at first
     * @param days whether it is a number of days; else it is a line of text
     */
    record Field(String name, String label, String help, String value, boolean days) {

        static Field reason() {
            return new Field("reason", "Reason", "The journal will say it.", "", false);
        }
    }

    /** Its name in addresses, such as {@code revoke}. */
    String name();

    /** What the button says that does it. */
    String button();

    /** Whether it takes something away. */
    boolean takes();

    /** The page of that kind of thing: {@code lease} or {@code identity}. */
    String page();

    Tab tab();

    /** What it would do to that one; empty when there is none. */
    Optional<Statement> state(String id, Instant now);

    /** Has it done, as the person who runs this program. */
    Answer carryOut(String id, Map<String, String> form);

    /** What became of it. */
    Markup told(JsonNode done, Instant now);
}
