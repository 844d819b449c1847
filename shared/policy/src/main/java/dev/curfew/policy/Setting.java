package dev.curfew.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The simplest requests that one Allow statement of a child speaks of: its actions and resources
 * spelled out, and values for keys with which its conditions hold. Only ever a guess.
 *
 * @param values by folded key; what is known of the child's session is not among them
 * @param held keys that stand in the statement as variables, so that their values must stay
 */
record Setting(
        Side side, CompiledStatement allow, Map<String, List<String>> values, Set<String> held) {

    /** Null if no values were found for the statement's conditions. */
    static @Nullable Setting of(StatementPatterns patterns, Side side) {
        Statement statement = patterns.source();
        Map<String, List<String>> values = new HashMap<>();
        for (Text text : statement.resources().patterns()) {
            variables(text, side, values);
        }
        for (Condition condition : statement.conditions()) {
            condition.values().forEach(text -> variables(text, side, values));
        }
        var held = new HashSet<>(values.keySet());
        CompiledStatement allow = patterns.compile(Reading.DOCUMENTED, resolver(side, values));
        if (allow == null) {
            return null;
        }
        var setting = new Setting(side, allow, values, held);
        for (Condition condition : statement.conditions()) {
            String key = condition.foldedKey();
            if (side.known().get(key).isEmpty() && values.putIfAbsent(key, List.of()) == null) {
                List<String> fitting = setting.value(key, List.of(), _ -> true);
                if (fitting == null) {
                    return null;
                }
                values.put(key, fitting);
            }
        }
        return setting;
    }

    private static void variables(Text text, Side side, Map<String, List<String>> values) {
        for (Text.Part part : text.parts()) {
            if (part instanceof Text.Variable(String key, String fallback)
                    && fallback == null
                    && side.resolve(key) instanceof Resolver.Open) {
                values.put(KnownKeys.fold(key), List.of(Spelling.SOME));
            }
        }
    }

    private static Resolver resolver(Side side, Map<String, List<String>> values) {
        return key -> {
            if (!(side.resolve(key) instanceof Resolver.Open)) {
                return side.resolve(key);
            }
            List<String> all = values.getOrDefault(KnownKeys.fold(key), List.of());
            return all.size() == 1 ? new Resolver.Value(all.getFirst()) : new Resolver.Absent();
        };
    }

    Resolver resolver() {
        return resolver(side, values);
    }

    Setting with(String key, List<String> value) {
        var changed = new HashMap<>(values);
        changed.put(key, value);
        return new Setting(side, allow, changed, held);
    }

    /** With all of these conditions besides; null if no values were found for that. */
    @Nullable Setting within(List<Condition> conditions) {
        Setting setting = this;
        for (Condition condition : conditions) {
            setting = setting == null ? null : setting.turning(condition, true);
        }
        return setting;
    }

    /** With one of these conditions broken; null if no value was found for that. */
    @Nullable Setting without(List<Condition> conditions) {
        for (Condition condition : conditions) {
            Setting setting = turning(condition, false);
            if (setting != null) {
                return setting;
            }
        }
        return null;
    }

    private @Nullable Setting turning(Condition condition, boolean wanted) {
        String key = condition.foldedKey();
        KeyTest test = new KeyTestCompiler(Reading.DOCUMENTED, resolver()).compile(condition);
        if (test == null) {
            return wanted ? null : this;
        }
        List<String> known = side.known().get(key);
        List<String> now = known.isEmpty() ? values.getOrDefault(key, List.of()) : known;
        if (test.holds(context(key, now)) == wanted) {
            return this;
        }
        List<String> value =
                known.isEmpty()
                        ? value(key, List.of(condition), context -> test.holds(context) == wanted)
                        : null;
        return value == null ? null : with(key, value);
    }

    /** Other values for a key, with which the statement still holds. */
    List<Setting> varied(String key, List<Condition> others) {
        var all = new ArrayList<Setting>();
        if (side.known().get(key).isEmpty() && !held.contains(key)) {
            for (List<String> value : Spelling.values(on(key, others), resolver())) {
                if (!value.equals(values.getOrDefault(key, List.of()))
                        && holds(key, context(key, value))) {
                    all.add(with(key, value));
                }
            }
        }
        return all;
    }

    private @Nullable List<String> value(
            String key, List<Condition> others, Predicate<Context> wanted) {
        if (held.contains(key)) {
            return null;
        }
        for (List<String> value : Spelling.values(on(key, others), resolver())) {
            Context context = context(key, value);
            if (holds(key, context) && wanted.test(context)) {
                return value;
            }
        }
        return null;
    }

    private List<Condition> on(String key, List<Condition> others) {
        var all = new ArrayList<>(others);
        for (Condition condition : allow.source().conditions()) {
            if (condition.foldedKey().equals(key)) {
                all.add(condition);
            }
        }
        return all;
    }

    private boolean holds(String key, Context context) {
        for (KeyTest test : allow.tests()) {
            if (test.key().equals(key) && !test.holds(context)) {
                return false;
            }
        }
        return true;
    }

    private static Context context(String key, List<String> value) {
        return new Context(Map.of(key, value));
    }

    /** Actions of these patterns that the statement speaks of. */
    List<String> actions(Actions patterns) {
        Set<String> all = new LinkedHashSet<>();
        for (String pattern : patterns.patterns()) {
            all.add(Spelling.action(pattern));
        }
        if (patterns.except()) {
            all.add(Spelling.action("*"));
        }
        all.removeIf(action ->
                !Universe.ACTION.likely(action) || !allow.matchesAction(KnownKeys.fold(action)));
        return List.copyOf(all);
    }

    /** Resources of these patterns that the statement speaks of. */
    List<String> resources(Resources patterns) {
        Set<String> all = new LinkedHashSet<>();
        for (String run : List.of(Spelling.SOME, "")) {
            for (Text text : patterns.patterns()) {
                all.add(Spelling.arn(text, resolver(), run));
            }
        }
        if (patterns.except()) {
            all.add("arn:aws:x:x:x:x");
        }
        all.add("*");
        all.removeIf(resource ->
                !Universe.RESOURCE.likely(resource) || !allow.matchesResource(resource));
        return List.copyOf(all);
    }
}
