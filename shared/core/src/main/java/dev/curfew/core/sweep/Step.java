package dev.curfew.core.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a run: short enough for one invocation, and as good as not done if it fails half-way,
 * since doing it again changes nothing twice.
 */
public sealed interface Step {

    /**
     * Begins a run.
     *
     * @param at when it was asked for, which is the run's id; null for the time when it begins
     */
    record Start(@Nullable Instant at, String by, boolean execute) implements Step {}

    /** Does the next part of a run. */
    record Go(Run run, Part part, Place place) implements Step {}

    /** The parts of a run, in their order. */
    enum Part {
        /** Reads a page of the policies and groups. */
        POLICIES,
        /** Reconciles a page of the roles. */
        ROLES,
        /** Fetches the credential report. */
        REPORT,
        /** Reconciles a page of the users. */
        USERS,
        /** Reconciles a page of the service credentials of all users. */
        SERVICE_CREDENTIALS,
        /** Lists the credentials of those users of one page who need it. */
        LISTING,
        /** Looks for what no page showed. */
        SETTLE,
        /** Reads a page of what IAM Access Analyzer reports as unused. */
        UNUSED,
        /**
         * Asks for the last use of what is due, makes the plan, and asks for what it does. One
         * part, so that nothing is decided on other terms than those by which the uses were asked.
         */
        DECIDE
    }

    /**
     * Where a part goes on.
     *
     * @param page counts the part's pages, from 0
     * @param marker what AWS gave to go on with; null for the first page
     * @param from how many of the page are done already
     */
    record Place(int page, @Nullable String marker, int from) {
        static final Place BEGINNING = new Place(0, null, 0);

        Place next(String marker) {
            return new Place(page + 1, marker, 0);
        }
    }

    /**
     * A step to be done after this one.
     *
     * @param delay how long to wait first
     */
    record Next(Step step, Duration delay) {}

    /** The step of a message. */
    static Step read(String message) {
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(message);
        } catch (JsonProcessingException notJson) {
            throw new MalformedStepException("it is not JSON", notJson);
        }
        Fields fields = new Fields(node);
        if (fields.text("step").equals("start")) {
            fields.only(Set.of("step", "run", "by", "execute"));
            return new Start(
                    node.has("run") ? fields.time("run") : null,
                    fields.text("by"),
                    fields.flag("execute"));
        }
        fields.only(Set.of("step", "run", "by", "execute", "first", "page", "marker", "from"));
        Run run =
                new Run(
                        fields.time("run"),
                        fields.text("by"),
                        fields.flag("execute"),
                        fields.flag("first"));
        String marker = node.has("marker") ? fields.text("marker") : null;
        return new Go(
                run,
                fields.part("step"),
                new Place(fields.count("page"), marker, fields.count("from")));
    }

    /** The message of this step. */
    default String message() {
        ObjectNode node = Json.MAPPER.createObjectNode();
        switch (this) {
            case Start(Instant at, String by, boolean execute) -> {
                node.put("step", "start").put("by", by).put("execute", execute);
                if (at != null) {
                    node.put("run", at.toString());
                }
            }
            case Go(Run run, Part part, Place place) -> {
                node.put("step", word(part))
                        .put("run", run.id())
                        .put("by", run.by())
                        .put("execute", run.execute())
                        .put("first", run.first())
                        .put("page", place.page())
                        .put("from", place.from());
                if (place.marker() != null) {
                    node.put("marker", place.marker());
                }
            }
        }
        return node.toString();
    }

    private static String word(Part part) {
        return part.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The fields of a message, each of its own kind or none at all. */
    record Fields(JsonNode node) {

        void only(Set<String> known) {
            node.fieldNames()
                    .forEachRemaining(name -> {
                        if (!known.contains(name)) {
                            throw new MalformedStepException(
                                    "`" + name + "` is not a known field", null);
                        }
                    });
        }

        String text(String name) {
            JsonNode value = node.path(name);
            if (!value.isTextual() || value.textValue().isEmpty()) {
                throw wrong(name);
            }
            return value.textValue();
        }

        boolean flag(String name) {
            JsonNode value = node.path(name);
            if (!value.isBoolean()) {
                throw wrong(name);
            }
            return value.booleanValue();
        }

        int count(String name) {
            JsonNode value = node.path(name);
            if (!value.isInt() || value.intValue() < 0) {
                throw wrong(name);
            }
            return value.intValue();
        }

        Instant time(String name) {
            try {
                return Instant.parse(text(name));
            } catch (DateTimeException notTime) {
                throw new MalformedStepException("`" + name + "` is no time", notTime);
            }
        }

        Part part(String name) {
            String word = text(name);
            for (Part part : Part.values()) {
                if (word(part).equals(word)) {
                    return part;
                }
            }
            throw wrong(name);
        }

        private static MalformedStepException wrong(String name) {
            return new MalformedStepException("`" + name + "` is missing or wrong", null);
        }
    }

    /** A message that is no step. */
    final class MalformedStepException extends RuntimeException {
        MalformedStepException(String why, @Nullable Throwable cause) {
            super("the message is no step of a sweep: " + why, cause);
        }
    }
}
