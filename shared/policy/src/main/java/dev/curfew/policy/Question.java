package dev.curfew.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One question of containment: tries a few requests, then looks for an escape under each reading,
 * and turns it into a witness that holds.
 *
 * @param open the Allow statements of the child from which there may be an escape
 */
record Question(
        Prepared parent,
        Prepared child,
        List<StatementPatterns> open,
        Side parentSide,
        Side childSide) {

    Answer answer(Budget budget) {
        Answer.NotContained simple = new Trials(this, budget).witness();
        return simple != null ? simple : search(budget);
    }

    /** The exact answer, found without trying. */
    Answer search(Budget budget) {
        Readings readings = parent.readings().and(child.readings());
        for (Reading reading :
                readings.all(parentSide.knowsWildcard() || childSide.knowsWildcard())) {
            Escape.Found found = escape(reading, Map.of(), false, budget);
            if (found != null) {
                Answer.NotContained no = witness(found, reading, readings, budget);
                return no != null
                        ? no
                        : new Answer.Unknown(
                                "neither a proof nor a witness was found: variables without known value, or operators of several types on one key");
            }
        }
        return new Answer.Contained();
    }

    private Escape.@Nullable Found escape(
            Reading reading, Map<String, Optional<String>> assumed, boolean sample, Budget budget) {
        Escape.Policies parents = parent.compiled(parentSide.assuming(assumed), reading);
        Escape.Policies children = child.compiled(childSide.assuming(assumed), reading);
        var escape = new Escape(parents, children, sample, budget);
        for (CompiledStatement allow : children.allows()) {
            Escape.Found found = isOpen(allow.source()) ? escape.from(allow) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private boolean isOpen(Statement allow) {
        return open.stream().anyMatch(each -> each.source().equals(allow));
    }

    private Answer.@Nullable NotContained witness(
            Escape.Found found, Reading reading, Readings readings, Budget budget) {
        Answer.NotContained no = confirm(found, Map.of(), reading);
        var guesses = new Guesses(this);
        if (no == null) {
            no = attempt(reading, guesses.all(), budget);
        }
        if (no == null && readings.patternVariables()) {
            no = attempt(reading.withWildValues(), guesses.wild(), budget);
        }
        return no;
    }

    /** Tries values for the open variables until one shows the escape. */
    private Answer.@Nullable NotContained attempt(
            Reading reading, List<Map<String, Optional<String>>> guesses, Budget budget) {
        for (Map<String, Optional<String>> assumed : guesses) {
            Escape.Found found = escape(reading, assumed, true, budget);
            Answer.NotContained no = found == null ? null : confirm(found, assumed, reading);
            if (no != null) {
                return no;
            }
        }
        return null;
    }

    /** The escape as a witness, if the evaluator agrees that it is one. */
    private Answer.@Nullable NotContained confirm(
            Escape.Found found, Map<String, Optional<String>> assumed, Reading reading) {
        Map<String, List<String>> values = new HashMap<>(found.values());
        assumed.forEach(
                (symbol, value) -> value.ifPresent(text -> values.put(symbol, List.of(text))));
        Map<String, List<String>> shared = new HashMap<>();
        Map<String, List<String>> ofParent = new HashMap<>(parentSide.known().values());
        Map<String, List<String>> ofChild = new HashMap<>(childSide.known().values());
        values.forEach((symbol, all) -> {
            String parentKey = parentSide.ownKey(symbol);
            String childKey = childSide.ownKey(symbol);
            if (parentKey != null) {
                ofParent.putIfAbsent(parentKey, all);
            } else if (childKey != null) {
                ofChild.putIfAbsent(childKey, all);
            } else if (Side.isRequestKey(symbol)) {
                shared.put(symbol, all);
            }
        });
        var witness =
                new Witness(
                        Spelling.action(found.action(), actions()),
                        found.resource(),
                        new Context(shared),
                        new Context(ofChild),
                        new Context(ofParent));
        return holds(witness, reading) ? new Answer.NotContained(witness, reading) : null;
    }

    /** All action patterns, the child's first. */
    private List<String> actions() {
        return Stream.of(child, parent)
                .flatMap(each -> each.policy().statements().stream())
                .flatMap(statement -> statement.actions().patterns().stream())
                .toList();
    }

    private boolean holds(Witness witness, Reading reading) {
        return decide(witness, reading) instanceof Decision.Allowed;
    }

    /** What the child says of a request that the parent does not allow; null if it does. */
    @Nullable Decision decide(Witness witness, Reading reading) {
        return parent.evaluator(reading).decide(witness.asParent()) instanceof Decision.Allowed
                ? null
                : child.evaluator(reading).decide(witness.asChild());
    }
}
