package dev.curfew.core.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Durations;
import dev.curfew.core.document.Schema;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.refusal.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Limits as people write them; the schema is {@code limits.schema.json}. Which version they are and
 * who applied them is no part of the document.
 */
public final class LimitsDocument {

    private static final Schema SCHEMA = Schema.named("limits");

    private LimitsDocument() {}

    /** What became of reading a document: the limits, or everything that is wrong with them. */
    public sealed interface Read {
        record Valid(Limits limits) implements Read {}

        record Invalid(List<Problem> problems) implements Read {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Reads limits; whatever the document leaves out has its default. */
    public static Read read(JsonNode document) {
        List<Problem> problems = new ArrayList<>(SCHEMA.check(document));
        if (!problems.isEmpty()) {
            // Durations are judged as well, so that a person hears of everything at once.
            LimitSpans.check(document, problems);
            return new Read.Invalid(problems);
        }
        LimitSpans spans = new LimitSpans(problems);
        Set<IdentityKind> enforced = kinds(document.path("enforce"));
        Map<IdentityKind, Limit> kinds = new EnumMap<>(IdentityKind.class);
        Limits.DEFAULT
                .kinds()
                .forEach((kind, limit) ->
                        kinds.put(
                                kind,
                                spans.change(
                                                document.path("kinds").path(kind.name()),
                                                "/kinds/" + kind,
                                                enforced.contains(kind))
                                        .replacing(limit)));
        List<Limits.Rule> rules = rules(document.path("rules"), spans, problems);
        Limits limits =
                new Limits(
                        0,
                        null,
                        kinds,
                        rules,
                        untouchables(document.path("untouchables")),
                        owners(document.path("owners")),
                        spans.upToTenYears(
                                document, "orphanedAfter", Limits.DEFAULT.orphanedAfter()),
                        spans.upToOneYear(document, "restore", Limits.DEFAULT.restore()),
                        new Limits.Belts(
                                document.at("/belts/actions")
                                        .asInt(Limits.DEFAULT.belts().actions()),
                                document.at("/belts/percent")
                                        .asInt(Limits.DEFAULT.belts().percent())),
                        people(document.path("people"), problems));
        if (problems.isEmpty()) {
            LimitsCheck.check(limits, problems);
        }
        return problems.isEmpty() ? new Read.Valid(limits) : new Read.Invalid(problems);
    }

    private static List<Limits.Rule> rules(
            JsonNode rules, LimitSpans spans, List<Problem> problems) {
        List<Limits.Rule> read = new ArrayList<>();
        int index = 0;
        for (JsonNode rule : rules) {
            String place = "/rules/" + index++;
            if (rule.has("path") == rule.has("tag")) {
                problems.add(
                        new Problem(
                                place,
                                rule.has("path")
                                        ? "it is about a path and a tag"
                                        : "it is about neither a path nor a tag",
                                "give either `path` or `tag`; write two rules for both"));
                continue;
            }
            Set<IdentityKind> kinds = kinds(rule.path("kinds"));
            LimitsCheck.fields(rule, place, kinds, problems);
            read.add(
                    new Limits.Rule(
                            rule.has("path") ? rule.path("path").asText() : null,
                            rule.has("tag") ? tag(rule.path("tag")) : null,
                            kinds.isEmpty() ? EnumSet.allOf(IdentityKind.class) : kinds,
                            spans.change(
                                    rule,
                                    place,
                                    rule.has("enforce")
                                            ? rule.path("enforce").asBoolean()
                                            : null)));
        }
        return read;
    }

    private static Limits.Tag tag(JsonNode tag) {
        return new Limits.Tag(
                tag.path("key").asText(), tag.has("value") ? tag.path("value").asText() : null);
    }

    private static List<Limits.Untouchable> untouchables(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each ->
                        new Limits.Untouchable(
                                each.path("arn").asText(),
                                each.path("id").asText(),
                                each.path("reason").asText()))
                .toList();
    }

    private static Limits.Owners owners(JsonNode owners) {
        return new Limits.Owners(
                owners.has("tags") ? strings(owners.path("tags")) : Limits.DEFAULT.owners().tags(),
                strings(owners.path("sponsors")),
                channels(owners.path("channels")));
    }

    private static Map<String, String> channels(JsonNode channels) {
        Map<String, String> read = new LinkedHashMap<>();
        channels.properties().forEach(each -> read.put(each.getKey(), each.getValue().asText()));
        return read;
    }

    private static List<Person> people(JsonNode list, List<Problem> problems) {
        List<Person> read = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (JsonNode each : list) {
            Person person =
                    new Person(
                            each.path("slack").asText(),
                            each.path("name").asText(),
                            each.has("team") ? each.path("team").asText() : null);
            if (!known.add(person.slack())) {
                problems.add(
                        new Problem(
                                "/people/" + read.size() + "/slack",
                                "`" + person.slack() + "` is listed twice",
                                "list each member once"));
            }
            read.add(person);
        }
        return read;
    }

    private static Set<IdentityKind> kinds(JsonNode list) {
        Set<IdentityKind> kinds = EnumSet.noneOf(IdentityKind.class);
        strings(list).forEach(kind -> kinds.add(IdentityKind.valueOf(kind)));
        return kinds;
    }

    private static List<String> strings(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }

    /** The document of limits, nothing left out; reading it gives the same limits again. */
    public static ObjectNode write(Limits limits) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        var enforce = document.putArray("enforce");
        ObjectNode kinds = document.putObject("kinds");
        limits.kinds()
                .forEach((kind, limit) -> {
                    if (limit.enforced()) {
                        enforce.add(kind.name());
                    }
                    write(kinds.putObject(kind.name()), kind, limit);
                });
        var rules = document.putArray("rules");
        limits.rules().forEach(rule -> write(rules.addObject(), rule));
        var untouchables = document.putArray("untouchables");
        limits.untouchables()
                .forEach(each ->
                        untouchables
                                .addObject()
                                .put("arn", each.arn())
                                .put("id", each.id())
                                .put("reason", each.reason()));
        ObjectNode owners = document.putObject("owners");
        limits.owners().tags().forEach(owners.putArray("tags")::add);
        if (!limits.owners().sponsors().isEmpty()) {
            limits.owners().sponsors().forEach(owners.putArray("sponsors")::add);
        }
        if (!limits.owners().channels().isEmpty()) {
            limits.owners().channels().forEach(owners.putObject("channels")::put);
        }
        document.put("orphanedAfter", Durations.write(limits.orphanedAfter()));
        document.put("restore", Durations.write(limits.restore()));
        document.putObject("belts")
                .put("actions", limits.belts().actions())
                .put("percent", limits.belts().percent());
        if (!limits.people().isEmpty()) {
            var people = document.putArray("people");
            limits.people().forEach(each -> write(people.addObject(), each));
        }
        return document;
    }

    private static void write(ObjectNode document, Person person) {
        document.put("slack", person.slack()).put("name", person.name());
        if (person.team() != null) {
            document.put("team", person.team());
        }
    }

    private static void write(ObjectNode document, IdentityKind kind, Limit limit) {
        Set<String> fields = LimitsCheck.fieldsOf(kind);
        Map<String, @Nullable Duration> spans = new LinkedHashMap<>();
        spans.put("age", limit.age());
        spans.put("idle", limit.idle());
        spans.put("quarantine", limit.quarantine());
        spans.put("warn", limit.warning());
        spans.put("delete", limit.deletion());
        spans.put("new", limit.fresh());
        spans.forEach((name, span) -> {
            if (fields.contains(name)) {
                document.put(name, span == null ? LimitSpans.NEVER : Durations.write(span));
            }
        });
    }

    private static void write(ObjectNode document, Limits.Rule rule) {
        if (rule.path() != null) {
            document.put("path", rule.path());
        }
        if (rule.tag() != null) {
            ObjectNode tag = document.putObject("tag").put("key", rule.tag().key());
            if (rule.tag().value() != null) {
                tag.put("value", rule.tag().value());
            }
        }
        if (rule.kinds().size() < IdentityKind.values().length) {
            var kinds = document.putArray("kinds");
            rule.kinds().stream().sorted().forEach(kind -> kinds.add(kind.name()));
        }
        Change change = rule.change();
        if (change.enforced() != null) {
            document.put("enforce", change.enforced());
        }
        put(document, "age", change.age());
        put(document, "idle", change.idle());
        put(document, "quarantine", change.quarantine());
        put(document, "warn", change.warning());
        put(document, "delete", change.deletion());
        put(document, "new", change.fresh());
    }

    private static void put(ObjectNode document, String name, @Nullable Duration span) {
        if (span != null) {
            document.put(
                    name, span.equals(Change.NEVER) ? LimitSpans.NEVER : Durations.write(span));
        }
    }
}
