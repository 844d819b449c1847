package dev.curfew.bench;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.CharSort;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.Model;
import com.microsoft.z3.Params;
import com.microsoft.z3.SeqSort;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;
import com.microsoft.z3.Version;
import dev.curfew.policy.Answer;
import dev.curfew.policy.Containment;
import dev.curfew.policy.Decision;
import dev.curfew.policy.Evaluator;
import dev.curfew.policy.Policy;
import dev.curfew.policy.PolicySet;
import dev.curfew.policy.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts the same questions to the engine and to Z3: prints each disagreement, and how the times
 * compare. Ends with 1 if there was a disagreement.
 */
final class SecondOpinion {
    private static final int PATIENCE_MILLIS = 2_000;

    /**
     * What Z3 says.
     *
     * @param unsure whether it gave up on a reading before this one
     * @param witness its model in words
     */
    private record Opinion(
            Status status, @Nullable Reading reading, boolean unsure, String witness, long nanos) {}

    private int disagreements;
    private int yes;
    private int no;
    private int engineUnknown;
    private int z3Unknown;
    private int outside;
    private final List<Long> engineNanos = new ArrayList<>();
    private final List<Long> textNanos = new ArrayList<>();
    private final List<Long> z3Nanos = new ArrayList<>();

    public static void main(String[] arguments) {
        var options = Options.of(arguments, 2_000);
        System.out.println(Version.getFullVersion() + ", " + options);
        boolean agreed =
                new SecondOpinion()
                        .ask("small random pairs", options.pairs(), i -> small(options.seed() + i));
        int typical = Math.min(32, options.pairs());
        agreed &=
                new SecondOpinion()
                        .ask(
                                "typical pairs (2 KB against 6 KB)",
                                typical,
                                i -> new Workload(options.seed() + i).typical(i % 2 == 0));
        if (!agreed) {
            System.exit(1);
        }
    }

    private static Pair small(long seed) {
        return new SmallPairs(new SplittableRandom(seed), false).next();
    }

    private boolean ask(String what, int count, IntFunction<Pair> pairs) {
        // The engine's code is compiled before it is timed; Z3's came compiled.
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < Math.min(count, 2_000); i++) {
                Pair pair = pairs.apply(i);
                Containment.samePrincipal(pair.parent()).contains(pair.child());
            }
        }
        for (int i = 0; i < count; i++) {
            ask(pairs.apply(i));
        }
        report(what);
        return disagreements == 0;
    }

    private void ask(Pair pair) {
        String parentText = pair.parentText();
        String childText = pair.childText();
        Policy parent = Pair.parse(parentText);
        Policy child = Pair.parse(childText);
        Fragment fragment = Fragment.of(parent, child).orElse(null);
        if (fragment == null) {
            outside++;
            return;
        }
        long start = System.nanoTime();
        Containment.samePrincipal(Pair.parse(parentText)).contains(Pair.parse(childText));
        textNanos.add(System.nanoTime() - start);
        Containment containment = Containment.samePrincipal(parent);
        start = System.nanoTime();
        Answer answer = containment.contains(child);
        engineNanos.add(System.nanoTime() - start);
        Opinion opinion = z3(parent, child, fragment);
        z3Nanos.add(opinion.nanos());
        compare(pair, parent, child, answer, opinion);
    }

    private void compare(Pair pair, Policy parent, Policy child, Answer answer, Opinion opinion) {
        if (opinion.status() == Status.UNKNOWN) {
            z3Unknown++;
            return;
        }
        boolean escapes = opinion.status() == Status.SATISFIABLE;
        switch (answer) {
            case Answer.Contained() -> yes++;
            case Answer.NotContained _ -> no++;
            case Answer.Unknown(String reason) -> {
                engineUnknown++;
                System.out.printf(
                        "unknown to the engine (%s), Z3: %s%n  parent %s%n  child  %s%n",
                        reason, opinion, pair.parentText(), pair.childText());
                return;
            }
        }
        Reading reading = opinion.reading();
        boolean same =
                answer instanceof Answer.NotContained(var _, Reading seen)
                        ? escapes
                                && (seen.equals(Reading.DOCUMENTED)
                                                == Reading.DOCUMENTED.equals(reading)
                                        || opinion.unsure())
                        : !escapes;
        if (!same) {
            disagreements++;
            System.out.printf(
                    "DISAGREEMENT%n  parent %s%n  child  %s%n  engine %s%s%n  Z3     %s%n",
                    pair.parentText(),
                    pair.childText(),
                    answer,
                    answer instanceof Answer.NotContained(var witness, Reading under)
                            ? " (child allows: %s, parent allows: %s)"
                                    .formatted(
                                            allows(child, witness.asChild(), under),
                                            allows(parent, witness.asParent(), under))
                            : "",
                    opinion);
        }
    }

    private static boolean allows(Policy policy, dev.curfew.policy.Request request, Reading by) {
        return new Evaluator(PolicySet.of(policy), by).decide(request) instanceof Decision.Allowed;
    }

    private static Opinion z3(Policy parent, Policy child, Fragment fragment) {
        try (Context z3 = new Context()) {
            Set<BoolExpr> asked = new HashSet<>();
            Status worst = Status.UNSATISFIABLE;
            long start = System.nanoTime();
            for (Reading reading : fragment.readings()) {
                var formulas = new Formulas(z3, reading, fragment);
                BoolExpr escape =
                        z3.mkAnd(
                                formulas.request(),
                                formulas.allows(child),
                                z3.mkNot(formulas.allows(parent)));
                if (!asked.add(escape)) {
                    continue;
                }
                long left = PATIENCE_MILLIS - (System.nanoTime() - start) / 1_000_000;
                if (left <= 0) {
                    worst = Status.UNKNOWN;
                    break;
                }
                Params patience = z3.mkParams();
                patience.add("timeout", (int) left);
                Solver solver = z3.mkSolver();
                solver.setParameters(patience);
                add(solver, escape);
                Status status = solver.check();
                if (status == Status.SATISFIABLE) {
                    long nanos = System.nanoTime() - start;
                    return new Opinion(
                            status,
                            reading,
                            worst == Status.UNKNOWN,
                            witness(solver.getModel(), formulas),
                            nanos);
                }
                worst = status == Status.UNKNOWN ? status : worst;
            }
            return new Opinion(worst, null, false, "", System.nanoTime() - start);
        }
    }

    @SuppressWarnings("unchecked") // a generic array is Z3's way to pass several
    private static void add(Solver solver, BoolExpr one) {
        solver.add(one);
    }

    private static String witness(Model model, Formulas formulas) {
        var out = new StringBuilder();
        out.append(value(model, formulas.action)).append(' ');
        out.append(value(model, formulas.resource));
        formulas.keys()
                .forEach((key, values) -> {
                    for (KeyFormulas.Slot slot : values.slots()) {
                        out.append(' ')
                                .append(key)
                                .append(
                                        model.eval(slot.present(), true).isTrue()
                                                ? "="
                                                : " absent ")
                                .append(value(model, slot.text()))
                                .append('/')
                                .append(model.eval(slot.typed(), true).isTrue() ? "" : "not typed ")
                                .append(model.eval(slot.v6(), true).isTrue() ? "v6 " : "")
                                .append(model.eval(slot.number(), true));
                    }
                });
        return out.toString();
    }

    private static String value(Model model, Expr<SeqSort<CharSort>> text) {
        return "`" + model.eval(text, true).getString() + "`";
    }

    private void report(String what) {
        System.out.printf(
                "%s: %d asked of both, %d contained, %d not, engine unknown %d, Z3 unknown within %d s %d,"
                        + " outside the fragment %d, disagreements %d%n",
                what,
                z3Nanos.size(),
                yes,
                no,
                engineUnknown,
                PATIENCE_MILLIS / 1000,
                z3Unknown,
                outside,
                disagreements);
        System.out.printf("  engine, ceiling compiled once: %s%n", Times.text(engineNanos));
        System.out.printf("  engine, from two texts:        %s%n", Times.text(textNanos));
        System.out.printf("  Z3, from two parsed policies:  %s%n", Times.text(z3Nanos));
        System.out.printf(
                "  ratio of the medians: Z3 / engine %.0f, Z3 / engine from texts %.0f; of the sums: %.0f%n",
                Times.median(z3Nanos) / Times.median(engineNanos),
                Times.median(z3Nanos) / Times.median(textNanos),
                Times.sum(z3Nanos) / Times.sum(engineNanos));
    }
}
