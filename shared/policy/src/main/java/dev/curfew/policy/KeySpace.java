package dev.curfew.policy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** All that one value of one key can be to the conditions on that key. */
final class KeySpace {
    private static final int MOST_GUESSED = 6;
    private static final Points.Patterns EMPTY_TEXT =
            new Points.Patterns(List.of(Glob.literal("")), List.of());

    /** Kinds of tests that are decided on different readings of a value. */
    private enum Family {
        TEXT,
        NUMBER,
        DATE,
        ADDRESS,
        BYTES
    }

    private final boolean single;
    private final List<String> examples = new ArrayList<>();
    private final BitSet guessed = new BitSet();
    private final IdentityHashMap<KeyTest, BitSet> holding = new IdentityHashMap<>();

    private KeySpace(String symbol) {
        this.single = KnownKeys.single(symbol.substring(symbol.lastIndexOf('|') + 1));
    }

    /**
     * The space of a key.
     *
     * @param sample when operators of several types meet on the key: whether to try values (which
     *     shows what can be), or to let the truth of one type's tests be free of the other's (which
     *     covers all that can be)
     */
    static KeySpace of(String symbol, List<KeyTest> tests, boolean sample, Budget budget) {
        var space = new KeySpace(symbol);
        tests.forEach(test -> space.holding.put(test, new BitSet()));
        Set<Family> families = new LinkedHashSet<>();
        for (KeyTest test : tests) {
            if (!(test.test() instanceof ValueTest.Always)) {
                families.add(family(test));
            }
        }
        boolean mixed = families.size() > 1;
        if (families.isEmpty()) {
            space.point("x", tests);
            space.point("", tests);
        }
        if (families.contains(Family.TEXT)) {
            space.text(tests, mixed && !sample, budget);
        }
        if (!families.contains(Family.TEXT) || (mixed && sample)) {
            families.remove(Family.TEXT);
            Set<String> values = new LinkedHashSet<>();
            values.add("x");
            values.add("");
            families.forEach(family -> values.addAll(values(tests, family)));
            values.forEach(value -> space.point(value, tests, mixed && !sample, budget));
        }
        return space;
    }

    boolean single() {
        return single;
    }

    int size() {
        return examples.size();
    }

    String example(int point) {
        return examples.get(point);
    }

    boolean guessed(int point) {
        return guessed.get(point);
    }

    BitSet holding(KeyTest test) {
        return Objects.requireNonNull(holding.get(test));
    }

    private static Family family(KeyTest test) {
        return switch (test.test()) {
            case ValueTest.Patterns _, ValueTest.Always _ -> Family.TEXT;
            case ValueTest.Ordered ordered -> ordered.dates() ? Family.DATE : Family.NUMBER;
            case ValueTest.Ranges _ -> Family.ADDRESS;
            case ValueTest.Bytes _ -> Family.BYTES;
        };
    }

    private void text(List<KeyTest> tests, boolean othersFree, Budget budget) {
        var text = new ArrayList<KeyTest>();
        var sets = new ArrayList<Points.Patterns>();
        for (KeyTest test : tests) {
            if (test.test() instanceof ValueTest.Patterns(List<Glob> globs)) {
                text.add(test);
                sets.add(new Points.Patterns(globs, test.open()));
            }
        }
        sets.add(EMPTY_TEXT);
        var others =
                tests.stream()
                        .filter(test -> !(test.test() instanceof ValueTest.Patterns))
                        .toList();
        for (Points.Point point : Points.everywhere(sets, Universe.VALUE, budget)) {
            BitSet held = new BitSet();
            for (int i = 0; i < text.size(); i++) {
                held.set(i, text.get(i).holds(point.example(), point.in().get(i)));
            }
            spread(point.example(), point.guessed(), text, held, others, othersFree, budget);
        }
    }

    /** Adds the point, once for every choice of truth for the tests that are free. */
    private void spread(
            String example,
            boolean alreadyGuessed,
            List<KeyTest> decided,
            BitSet held,
            List<KeyTest> others,
            boolean othersFree,
            Budget budget) {
        var free =
                othersFree
                        ? others.stream()
                                .filter(test -> !(test.test() instanceof ValueTest.Always))
                                .distinct()
                                .toList()
                        : List.<KeyTest>of();
        if (free.size() > MOST_GUESSED) {
            throw new Budget.Spent();
        }
        for (int chosen = 0; chosen < 1 << free.size(); chosen++) {
            budget.spend(1);
            int at = examples.size();
            examples.add(example);
            guessed.set(at, alreadyGuessed || !free.isEmpty());
            for (int i = 0; i < decided.size(); i++) {
                holding(decided.get(i)).set(at, held.get(i));
            }
            for (KeyTest other : others) {
                int index = free.indexOf(other);
                holding(other)
                        .set(at, index < 0 ? other.holds(example) : (chosen >> index & 1) != 0);
            }
        }
    }

    private void point(String value, List<KeyTest> tests) {
        int at = examples.size();
        examples.add(value);
        for (KeyTest test : tests) {
            holding(test).set(at, test.holds(value));
        }
    }

    private void point(String value, List<KeyTest> tests, boolean free, Budget budget) {
        if (free) {
            spread(value, false, List.of(), new BitSet(), tests, true, budget);
        } else {
            budget.spend(tests.size());
            point(value, tests);
        }
    }

    /** Enough values that every combination of the family's tests is shown by one. */
    private static List<String> values(List<KeyTest> tests, Family family) {
        var values = new ArrayList<String>();
        var limits = new TreeSet<BigDecimal>();
        var starts = new TreeSet<BigInteger>();
        var starts6 = new TreeSet<BigInteger>();
        for (KeyTest test : tests) {
            if (family(test) != family) {
                continue;
            }
            switch (test.test()) {
                case ValueTest.Ordered ordered -> limits.addAll(ordered.limits());
                case ValueTest.Ranges(List<IpRange> ranges) ->
                        ranges.forEach(range -> {
                            TreeSet<BigInteger> of = range.v6() ? starts6 : starts;
                            of.add(range.low());
                            of.add(range.high().add(BigInteger.ONE));
                        });
                case ValueTest.Bytes(List<String> all) ->
                        all.forEach(hex -> values.add(Values.base64(hex)));
                case ValueTest.Patterns _, ValueTest.Always _ -> {}
            }
        }
        switch (family) {
            case NUMBER, DATE ->
                    between(limits)
                            .forEach(number ->
                                    values.add(
                                            family == Family.DATE
                                                    ? Values.printDate(number)
                                                    : number.toPlainString()));
            case ADDRESS -> {
                values.addAll(IpRange.print(starts, false));
                values.addAll(IpRange.print(starts6, true));
            }
            case BYTES -> values.add("b3RoZXI=");
            case TEXT -> {}
        }
        return values;
    }

    /** Each limit, a number between each two neighbours, one below and one above. */
    private static List<BigDecimal> between(Set<BigDecimal> limits) {
        var all = new ArrayList<BigDecimal>();
        BigDecimal before = null;
        for (BigDecimal limit : limits) {
            all.add(before == null ? limit.subtract(BigDecimal.ONE) : middle(before, limit));
            all.add(limit);
            before = limit;
        }
        if (before != null) {
            all.add(before.add(BigDecimal.ONE));
        }
        return all;
    }

    /** The roundest number between: a whole one if there is one. */
    private static BigDecimal middle(BigDecimal low, BigDecimal high) {
        BigDecimal whole = low.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE);
        return whole.compareTo(high) < 0 ? whole : low.add(high).divide(BigDecimal.TWO);
    }
}
