package dev.curfew.core.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.refusal.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be wrong with limits that are well-formed: parts that contradict each other. */
final class LimitsCheck {

    private static final Set<String> OF_CREDENTIALS = Set.of("age", "idle", "warn", "delete", "new");
    private static final Set<String> OF_ROLES = Set.of("idle", "quarantine", "new");
    private static final Set<String> OF_USERS = Set.of("idle", "new");
    private static final List<String> SPANS =
            List.of("age", "idle", "quarantine", "warn", "delete", "new");

    private LimitsCheck() {}

    /** The parts of a limit that mean something for a kind. */
    static Set<String> fieldsOf(IdentityKind kind) {
        return switch (kind) {
            case ROLE -> OF_ROLES;
            case USER -> OF_USERS;
            case ACCESS_KEY, SERVICE_CREDENTIAL, SSH_PUBLIC_KEY, SIGNING_CERTIFICATE ->
                    OF_CREDENTIALS;
        };
    }

    /** Checks what a rule gives against the kinds that it names. */
    static void fields(
            JsonNode rule, String place, Set<IdentityKind> kinds, List<Problem> problems) {
        if (SPANS.stream().noneMatch(rule::has) && !rule.has("enforce")) {
            problems.add(
                    new Problem(
                            place,
                            "it changes nothing",
                            "give `enforce` or one of `" + String.join("`, `", SPANS) + "`"));
        }
        for (IdentityKind kind : kinds) {
            for (String field : SPANS) {
                if (rule.has(field) && !fieldsOf(kind).contains(field)) {
                    problems.add(
                            new Problem(
                                    place + "/" + field,
                                    "`" + kind + "` has no `" + field + "`",
                                    "leave it out, or take `" + kind + "` out of the rule's kinds"));
                }
            }
        }
        boolean enforces = rule.path("enforce").asBoolean();
        if (enforces && kinds.contains(IdentityKind.USER)) {
            problems.add(
                    new Problem(
                            place + "/enforce",
                            "users are only ever reported",
                            "take `USER` out of the rule's kinds"));
        }
        if (enforces && rule.has("tag")) {
            problems.add(
                    new Problem(
                            place + "/enforce",
                            "a tag cannot switch enforcing on, since whoever may tag could",
                            "say `enforce: false`, or enforce by kind or path"));
        }
    }

    static void check(Limits limits, List<Problem> problems) {
        limits.kinds().forEach((kind, limit) -> whole(kind, limit, "/kinds/" + kind, problems));
        Map<String, Integer> paths = new LinkedHashMap<>();
        for (int i = 0; i < limits.rules().size(); i++) {
            Limits.Rule rule = limits.rules().get(i);
            String place = "/rules/" + i;
            Set<Problem> found = new HashSet<>();
            List<Problem> each = new ArrayList<>();
            for (IdentityKind kind : new TreeSet<>(rule.kinds())) {
                Limit limit = limits.kinds().get(kind);
                if (limit != null) {
                    whole(
                            kind,
                            rule.path() == null
                                    ? rule.change().shortening(limit)
                                    : rule.change().replacing(limit),
                            place,
                            each);
                }
                Integer before = rule.path() == null ? null : paths.put(rule.path() + kind, i);
                if (before != null) {
                    each.add(
                            new Problem(
                                    place + "/path",
                                    "rule " + before + " is about `" + rule.path() + "` too",
                                    "write one rule for the path, or name different kinds"));
                }
            }
            if (rule.tag() != null) {
                shortens(limits, rule, place, each);
            }
            each.stream().filter(found::add).forEach(problems::add);
        }
    }

    /** A limit that ends before its warning or its first days are over has to say so itself. */
    private static void whole(
            IdentityKind kind, Limit limit, String place, List<Problem> problems) {
        Set<String> fields = fieldsOf(kind);
        for (String end : List.of("age", "idle")) {
            Duration span = end.equals("age") ? limit.age() : limit.idle();
            if (span == null || !fields.contains(end)) {
                continue;
            }
            if (fields.contains("warn") && limit.warning().compareTo(span) > 0) {
                problems.add(longer(place, "warn", limit.warning(), end, span));
            }
            if (limit.fresh().compareTo(span) > 0) {
                problems.add(longer(place, "new", limit.fresh(), end, span));
            }
        }
        if (fields.contains("quarantine")
                && limit.quarantine() != null
                && limit.idle() != null
                && limit.idle().compareTo(limit.quarantine()) > 0) {
            problems.add(
                    longer(place, "idle", limit.idle(), "quarantine", limit.quarantine()));
        }
    }

    private static Problem longer(
            String place, String field, Duration span, String end, Duration limit) {
        return new Problem(
                place + "/" + field,
                "`"
                        + field
                        + "` is "
                        + Words.span(span)
                        + " and longer than `"
                        + end
                        + "`, which is "
                        + Words.span(limit),
                "give `" + field + "` beside it, of " + Words.span(limit) + " or less");
    }

    /** A tag that says more than every limit it could meet would do nothing, or lengthen. */
    private static void shortens(
            Limits limits, Limits.Rule rule, String place, List<Problem> problems) {
        Change change = rule.change();
        lengthens(limits, rule, "age", change.age(), Limit::age, place, problems);
        lengthens(limits, rule, "idle", change.idle(), Limit::idle, place, problems);
        lengthens(
                limits, rule, "quarantine", change.quarantine(), Limit::quarantine, place, problems);
        lengthens(limits, rule, "warn", change.warning(), Limit::warning, place, problems);
        lengthens(limits, rule, "delete", change.deletion(), Limit::deletion, place, problems);
        lengthens(limits, rule, "new", change.fresh(), Limit::fresh, place, problems);
    }

    private static void lengthens(
            Limits limits,
            Limits.Rule rule,
            String field,
            @Nullable Duration span,
            Function<Limit, @Nullable Duration> part,
            String place,
            List<Problem> problems) {
        if (span == null) {
            return;
        }
        List<Limit> met = new ArrayList<>();
        for (IdentityKind kind : rule.kinds()) {
            Limit limit = limits.kinds().get(kind);
            if (limit != null && fieldsOf(kind).contains(field)) {
                met.add(limit);
                limits.rules().stream()
                        .filter(other -> other.path() != null && other.kinds().contains(kind))
                        .map(other -> other.change().replacing(limit))
                        .forEach(met::add);
            }
        }
        boolean never = met.stream().anyMatch(limit -> part.apply(limit) == null);
        Duration longest =
                met.stream()
                        .<@Nullable Duration>map(part)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
        boolean lengthens =
                span.equals(Change.NEVER) || (!never && span.compareTo(longest) > 0);
        if (lengthens) {
            problems.add(
                    new Problem(
                            place + "/" + field,
                            "a tag can only shorten `"
                                    + field
                                    + "`, and "
                                    + (span.equals(Change.NEVER) ? "never" : Words.span(span))
                                    + " is not shorter",
                            never
                                    ? "give a duration"
                                    : "give less than "
                                            + Words.span(longest)
                                            + ", or write a rule for a path"));
        }
    }
}
