package dev.curfew.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.terminal.Terminal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells the story as it happens, to people line by line, to programs as one JSON document at its
 * end.
 */
final class Teller {

    private static final int WIDTH = 118;

    private final Terminal terminal;
    private final Clock clock;
    private final boolean json;
    private final Instant start;
    private final ArrayNode steps = JsonNodeFactory.instance.arrayNode();

    Teller(Terminal terminal, Clock clock, boolean json) {
        this.terminal = terminal;
        this.clock = clock;
        this.json = json;
        this.start = clock.instant();
    }

    /** The call that is made, as a person would type it. */
    void call(String command) {
        say("$ " + command);
    }

    /** What it answered. */
    void answer(String text) {
        text.lines().forEach(this::tell);
    }

    /** A line too long for a page goes on further right, broken where its words or parts end. */
    private void tell(String line) {
        String indent = "  ";
        String left = line;
        while (indent.length() + left.length() > WIDTH) {
            int end = WIDTH - indent.length();
            int space = left.lastIndexOf(' ', end);
            int part = left.lastIndexOf(',', end - 1) + 1;
            int cut = Math.max(space, part);
            if (cut <= 0) {
                break;
            }
            say(indent + left.substring(0, cut));
            left = left.substring(cut).stripLeading();
            indent = "      ";
        }
        say(indent + left);
    }

    /** That a step held. */
    void held(String step, ObjectNode facts, Duration took) {
        steps.addObject()
                .put("step", step)
                .put("held", true)
                .put("seconds", seconds(took))
                .set("answer", facts);
    }

    /** That a step did not hold, which ends the story. */
    void failed(String step, String why) {
        terminal.note("does not hold: " + step + ": " + why);
        steps.addObject().put("step", step).put("held", false).put("why", why);
        end(false);
    }

    /** That all of them held. */
    void allHeld() {
        say("All " + steps.size() + " steps held, in " + seconds(sinceStart()) + " s.");
        end(true);
    }

    private void end(boolean held) {
        if (json) {
            ObjectNode story = JsonNodeFactory.instance.objectNode();
            story.put("held", held).put("seconds", seconds(sinceStart())).set("steps", steps);
            terminal.json(story);
        }
    }

    private void say(String line) {
        if (!json) {
            terminal.line(line);
        }
    }

    private Duration sinceStart() {
        return Duration.between(start, clock.instant());
    }

    /** To a tenth. */
    static double seconds(Duration duration) {
        return Math.round(duration.toMillis() / 100.0) / 10.0;
    }
}
