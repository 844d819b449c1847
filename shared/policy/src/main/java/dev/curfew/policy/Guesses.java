package dev.curfew.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values to try for variables that are open. They serve to find a witness only: a proof never rests
 * on them, so a poor guess costs an answer its witness and nothing else.
 */
final class Guesses {
    private static final int MOST = 64;
    private static final int MOST_EACH = 12;

    private final Map<String, Set<Optional<String>>> bySymbol = new LinkedHashMap<>();
    private final List<String> spelled = new ArrayList<>();

    Guesses(Question question) {
        gather(question.parent().policy(), question.parentSide());
        gather(question.child().policy(), question.childSide());
        int fresh = 0;
        for (Map.Entry<String, Set<Optional<String>>> entry : bySymbol.entrySet()) {
            entry.getValue().add(Optional.of("v" + fresh++));
            entry.getValue().add(Optional.empty());
        }
        pieces(question.parent().policy(), question.parentSide());
        pieces(question.child().policy(), question.childSide());
    }

    /**
     * Nothing assumed (for questions without variables), or every combination of guesses, the
     * likeliest first.
     */
    List<Map<String, Optional<String>>> all() {
        List<Map<String, Optional<String>>> all = new ArrayList<>();
        all.add(Map.of());
        for (Map.Entry<String, Set<Optional<String>>> entry : bySymbol.entrySet()) {
            List<Map<String, Optional<String>>> more = new ArrayList<>();
            for (Optional<String> value : entry.getValue().stream().limit(MOST_EACH).toList()) {
                for (Map<String, Optional<String>> before : all) {
                    if (more.size() < MOST) {
                        var with = new HashMap<>(before);
                        with.put(entry.getKey(), value);
                        more.add(with);
                    }
                }
            }
            all = more;
        }
        return all;
    }

    /** A star for every variable: what tells patterns from plain text if it is a wildcard. */
    List<Map<String, Optional<String>>> wild() {
        Map<String, Optional<String>> all = new HashMap<>();
        bySymbol.keySet().forEach(symbol -> all.put(symbol, Optional.of("*")));
        return List.of(all);
    }

    private void gather(Policy policy, Side side) {
        for (Statement statement : policy.statements()) {
            statement.resources().patterns().forEach(text -> gather(text, side));
            for (Condition condition : statement.conditions()) {
                condition.values().forEach(text -> gather(text, side));
            }
        }
    }

    private void gather(Text text, Side side) {
        var spelling = new StringBuilder();
        for (Text.Part part : text.parts()) {
            switch (part) {
                case Text.Literal(String plain) -> spelling.append(plain);
                case Text.AnyRun _, Text.AnyOne _ -> spelling.append('x');
                case Text.Variable(String key, _) -> {
                    spelling.append("v0");
                    if (side.resolve(key) instanceof Resolver.Open(String symbol)) {
                        bySymbol.computeIfAbsent(symbol, _ -> new LinkedHashSet<>());
                    }
                }
            }
        }
        spelled.add(spelling.toString());
    }

    /**
     * What other texts have in a variable's place, and what conditions on the variable's own key
     * name.
     */
    private void pieces(Policy policy, Side side) {
        for (Statement statement : policy.statements()) {
            statement.resources().patterns().forEach(text -> pieces(text, side));
            for (Condition condition : statement.conditions()) {
                condition.values().forEach(text -> pieces(text, side));
                Set<Optional<String>> guesses = bySymbol.get(side.symbol(condition.foldedKey()));
                if (guesses != null) {
                    condition
                            .values()
                            .forEach(text ->
                                    text.asLiteral()
                                            .ifPresent(plain -> guesses.add(Optional.of(plain))));
                }
            }
        }
    }

    private void pieces(Text text, Side side) {
        for (int i = 0; i < text.parts().size(); i++) {
            if (text.parts().get(i) instanceof Text.Variable(String key, _)
                    && side.resolve(key) instanceof Resolver.Open(String symbol)) {
                String before =
                        i > 0 && text.parts().get(i - 1) instanceof Text.Literal(String plain)
                                ? plain
                                : "";
                String after =
                        i + 1 < text.parts().size()
                                        && text.parts().get(i + 1)
                                                instanceof Text.Literal(String plain)
                                ? plain
                                : "";
                Set<Optional<String>> guesses = bySymbol.get(symbol);
                if (guesses != null) {
                    spelled.forEach(other -> piece(before, after, other, guesses));
                }
            }
        }
    }

    private static void piece(
            String before, String after, String other, Set<Optional<String>> guesses) {
        if (guesses.size() < MOST_EACH && other.startsWith(before)) {
            String rest = other.substring(before.length());
            int end = after.isEmpty() ? rest.length() : rest.indexOf(after);
            guesses.add(Optional.of(end < 0 ? rest : rest.substring(0, end)));
        }
    }
}
