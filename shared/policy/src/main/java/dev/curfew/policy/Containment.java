package dev.curfew.policy;

import java.util.List;
import java.util.Map;

/**
 * Decides whether a parent policy contains others: whether it allows every request that they allow.
 * Prepared once for a parent, then asked for any number of children; safe to share.
 *
 * <p>A yes holds under every reading of what AWS's documentation leaves open. A no comes with a
 * witness that {@link Evaluator} confirmed. All else is {@link Answer.Unknown}, which counts as no.
 */
public final class Containment {
    /** A quarter of a second on a small machine. */
    static final long WORK = 10_000_000;

    private final Prepared parent;
    private final boolean own;
    private final Context parentKeys;
    private final Shortcut.Shapes parentShapes;

    private Containment(Policy parent, boolean own, Context parentKeys) {
        this.parent = new Prepared(parent);
        this.own = own;
        this.parentKeys = parentKeys;
        this.parentShapes = Shortcut.Shapes.of(this.parent.statements());
    }

    /**
     * Both policies are meant for one and the same principal: the keys of its session have one
     * value.
     */
    public static Containment samePrincipal(Policy parent) {
        return new Containment(parent, false, Context.EMPTY);
    }

    /**
     * Each policy is meant for a session of its own. Keys that belong to a session and are not
     * known may differ between the two and have any value; keys of the request are the same for
     * both.
     */
    public static Containment ofSession(Policy parent, Context parentKeys) {
        return new Containment(parent, true, parentKeys);
    }

    /**
     * Whether the parent allows all that the child allows, nothing being known of the child's
     * session.
     */
    public Answer contains(Policy child) {
        return contains(child, Context.EMPTY);
    }

    /**
     * Whether the parent allows all that the child allows, with what is known of the child's
     * session.
     */
    public Answer contains(Policy child, Context childKeys) {
        return contains(child, childKeys, new Budget(WORK));
    }

    /** With less work allowed more questions end as unknown, and no other answer changes. */
    Answer contains(Policy child, Context childKeys, Budget budget) {
        boolean apart = own || !childKeys.values().isEmpty();
        try {
            var shortcut = new Shortcut(apart, parentKeys, childKeys, budget);
            var prepared = new Prepared(child);
            List<StatementPatterns> open =
                    shortcut.open(parentShapes, Shortcut.Shapes.of(prepared.statements()));
            if (open.isEmpty()) {
                return new Answer.Contained();
            }
            var question =
                    new Question(
                            parent,
                            prepared,
                            open,
                            new Side("parent", apart, parentKeys, Map.of()),
                            new Side("child", apart, childKeys, Map.of()));
            return question.answer(budget);
        } catch (Budget.Spent e) {
            return new Answer.Unknown("the question takes more work than one decision may cost");
        }
    }
}
