package dev.curfew.core.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Durations;
import dev.curfew.core.refusal.Problem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the durations of a limits document and gathers what is wrong with them. */
final class LimitSpans {

    static final String NEVER = "never";

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final Duration YEAR = Duration.ofDays(365);

    private final List<Problem> problems;

    LimitSpans(List<Problem> problems) {
        this.problems = problems;
    }

    /** Adds what is wrong with the durations of a document whose form may be wrong too. */
    static void check(JsonNode document, List<Problem> problems) {
        LimitSpans spans = new LimitSpans(problems);
        document.path("kinds")
                .propertyStream()
                .forEach(kind -> spans.change(kind.getValue(), "/kinds/" + kind.getKey(), null));
        int index = 0;
        for (JsonNode rule : document.path("rules")) {
            spans.change(rule, "/rules/" + index++, null);
        }
        spans.upToTenYears(document, "orphanedAfter", LONGEST);
        spans.upToOneYear(document, "restore", YEAR);
    }

    Change change(JsonNode limit, String place, @Nullable Boolean enforced) {
        return new Change(
                enforced,
                span(limit, place, "age", SHORTEST, LONGEST, true),
                span(limit, place, "idle", SHORTEST, LONGEST, true),
                span(limit, place, "quarantine", SHORTEST, LONGEST, true),
                span(limit, place, "warn", Duration.ZERO, YEAR, false),
                span(limit, place, "delete", SHORTEST, LONGEST, true),
                span(limit, place, "new", Duration.ZERO, YEAR, false));
    }

    Duration upToTenYears(JsonNode document, String field, Duration otherwise) {
        Duration span = span(document, "", field, SHORTEST, LONGEST, false);
        return span == null ? otherwise : span;
    }

    Duration upToOneYear(JsonNode document, String field, Duration otherwise) {
        Duration span = span(document, "", field, SHORTEST, YEAR, false);
        return span == null ? otherwise : span;
    }

    private @Nullable Duration span(
            JsonNode document,
            String place,
            String field,
            Duration shortest,
            Duration longest,
            boolean orNever) {
        JsonNode given = document.path(field);
        if (!given.isTextual()) {
            return null; // it is left out, or the schema has said so
        }
        String text = given.asText();
        if (orNever && text.equals(NEVER)) {
            return Change.NEVER;
        }
        Duration span = Durations.parse(text).orElse(null);
        if (span != null
                && span.equals(Duration.ofSeconds(span.toSeconds()))
                && span.compareTo(shortest) >= 0
                && span.compareTo(longest) <= 0) {
            return span;
        }
        String shown = text.length() <= 32 ? text : text.substring(0, 32) + "…";
        problems.add(
                new Problem(
                        place + "/" + field,
                        "`"
                                + shown
                                + "` is not "
                                + (span == null ? "a duration" : "between " + range(shortest, longest)),
                        "write a duration between "
                                + range(shortest, longest)
                                + ", in whole seconds, as 90d, 12h, 30m, 10s or P90D"
                                + (orNever ? ", or never" : "")));
        return null;
    }

    private static String range(Duration shortest, Duration longest) {
        return Durations.write(shortest) + " and " + Durations.write(longest);
    }
}
