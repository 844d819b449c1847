package dev.curfew.bench;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.CharSort;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.ReExpr;
import com.microsoft.z3.SeqSort;
import dev.curfew.policy.Condition;
import dev.curfew.policy.Effect;
import dev.curfew.policy.Policy;
import dev.curfew.policy.Reading;
import dev.curfew.policy.Statement;
import dev.curfew.policy.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What policies allow, as formulas over one request, written from AWS's pages and the words of
 * {@link Reading} and not from the engine.
 */
final class Formulas {
    private final Context z3;
    private final Reading reading;
    private final Regexes regexes;
    private final Map<String, KeyFormulas> keys = new TreeMap<>();
    final Expr<SeqSort<CharSort>> action;
    final Expr<SeqSort<CharSort>> resource;

    Formulas(Context z3, Reading reading, Fragment fragment) {
        this.z3 = z3;
        this.reading = reading;
        this.regexes = new Regexes(z3);
        this.action = z3.mkConst("action", z3.getStringSort());
        this.resource = z3.mkConst("resource", z3.getStringSort());
        fragment.slots()
                .forEach((key, count) ->
                        keys.put(
                                key,
                                new KeyFormulas(
                                        z3,
                                        regexes,
                                        key,
                                        fragment.addresses().contains(key),
                                        count)));
    }

    Map<String, KeyFormulas> keys() {
        return keys;
    }

    /** That the variables hold a request at all. */
    BoolExpr request() {
        var all = new ArrayList<BoolExpr>();
        all.add(z3.mkInRe(action, regexes.actions()));
        all.add(z3.mkInRe(resource, regexes.resources()));
        keys.values().forEach(key -> all.add(key.wellFormed()));
        return and(all);
    }

    BoolExpr allows(Policy policy) {
        return z3.mkAnd(any(policy, Effect.ALLOW), z3.mkNot(any(policy, Effect.DENY)));
    }

    private BoolExpr any(Policy policy, Effect effect) {
        return or(
                policy.statements().stream()
                        .filter(statement -> statement.effect() == effect)
                        .map(this::matches)
                        .toList());
    }

    private BoolExpr matches(Statement statement) {
        var all = new ArrayList<BoolExpr>();
        BoolExpr actions =
                z3.mkInRe(
                        action,
                        regexes.union(
                                statement.actions().patterns().stream()
                                        .map(text -> regexes.glob(text.toLowerCase(Locale.ROOT)))
                                        .toList()));
        all.add(statement.actions().except() ? z3.mkNot(actions) : actions);
        BoolExpr resources = z3.mkInRe(resource, resources(statement));
        all.add(statement.resources().except() ? z3.mkNot(resources) : resources);
        for (Condition condition : statement.conditions()) {
            KeyFormulas key = keys.get(condition.key().toLowerCase(Locale.ROOT));
            if (key == null) {
                throw new IllegalStateException("no variable for " + condition.key());
            }
            all.add(key.holds(condition, reading));
        }
        return and(all);
    }

    private ReExpr<SeqSort<CharSort>> resources(Statement statement) {
        List<ReExpr<SeqSort<CharSort>>> patterns = new ArrayList<>();
        for (Text text : statement.resources().patterns()) {
            patterns.add(regexes.spanned(text, reading.span()));
        }
        return regexes.union(patterns);
    }

    private BoolExpr and(List<BoolExpr> all) {
        return z3.mkAnd(all.toArray(BoolExpr[]::new));
    }

    private BoolExpr or(List<BoolExpr> all) {
        return z3.mkOr(all.toArray(BoolExpr[]::new));
    }
}
