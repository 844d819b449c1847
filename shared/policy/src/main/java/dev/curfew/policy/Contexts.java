package dev.curfew.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether some conditions together imply that one of several others holds, by taking from
 * what the first allow, one after the other, what the others cover.
 */
final class Contexts {
    /** Values for keys. */
    record Found(Map<String, List<String>> values, boolean guessed) {}

    private final Map<String, KeySpace> spaces = new HashMap<>();
    private final Budget budget;

    /** Prepares for all conditions that may be asked about. */
    Contexts(List<KeyTest> tests, boolean sample, Budget budget) {
        this.budget = budget;
        Map<String, List<KeyTest>> byKey = new HashMap<>();
        for (KeyTest test : tests) {
            byKey.computeIfAbsent(test.key(), _ -> new ArrayList<>()).add(test);
        }
        byKey.forEach((key, all) -> spaces.put(key, KeySpace.of(key, all, sample, budget)));
    }

    /**
     * A context in which all of {@code base} hold and none of {@code covers} holds entirely; null
     * if there is none.
     */
    @Nullable Found escape(List<KeyTest> base, List<List<KeyTest>> covers) {
        Map<String, KeyState> state = new HashMap<>();
        for (KeyTest test : base) {
            if (!narrow(state, test, true)) {
                return null;
            }
        }
        for (List<KeyTest> cover : covers) {
            if (cover.isEmpty()) {
                return null;
            }
        }
        return escape(state, covers, 0);
    }

    private @Nullable Found escape(
            Map<String, KeyState> start, List<List<KeyTest>> covers, int from) {
        budget.spend(1 + start.size());
        if (from == covers.size()) {
            return found(start);
        }
        Map<String, KeyState> state = new HashMap<>(start);
        for (KeyTest test : covers.get(from)) {
            KeyState before = state(state, test);
            KeyState without = before.and(test, false);
            if (without.possible()) {
                Map<String, KeyState> rest = new HashMap<>(state);
                rest.put(test.key(), without);
                Found found = escape(rest, covers, from + 1);
                if (found != null) {
                    return found;
                }
            }
            KeyState with = before.and(test, true);
            if (!with.possible()) {
                return null;
            }
            state.put(test.key(), with);
        }
        return null;
    }

    private boolean narrow(Map<String, KeyState> state, KeyTest test, boolean holds) {
        KeyState next = state(state, test).and(test, holds);
        state.put(test.key(), next);
        return next.possible();
    }

    private KeyState state(Map<String, KeyState> state, KeyTest test) {
        KeyState now = state.get(test.key());
        return now != null ? now : KeyState.free(Objects.requireNonNull(spaces.get(test.key())));
    }

    private static Found found(Map<String, KeyState> state) {
        Map<String, List<String>> values = new HashMap<>();
        boolean guessed = false;
        for (Map.Entry<String, KeyState> entry : state.entrySet()) {
            KeySpace space = entry.getValue().space();
            List<Integer> points = entry.getValue().example();
            if (!points.isEmpty()) {
                values.put(entry.getKey(), points.stream().map(space::example).toList());
            }
            guessed |= points.stream().anyMatch(space::guessed);
        }
        return new Found(values, guessed);
    }
}
