package dev.curfew.bench;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.CharSort;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.RealSort;
import com.microsoft.z3.SeqSort;
import dev.curfew.policy.Comparison;
import dev.curfew.policy.Condition;
import dev.curfew.policy.Operator;
import dev.curfew.policy.Reading;
import dev.curfew.policy.Text;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One condition key: the values that a request carries for it, and what conditions ask of them. */
final class KeyFormulas {
    /**
     * One of the values.
     *
     * @param typed whether the text is a number, date or address; {@code number} is then its value
     * @param v6 of an address, which family it is of
     */
    record Slot(
            BoolExpr present,
            Expr<SeqSort<CharSort>> text,
            BoolExpr empty,
            BoolExpr typed,
            BoolExpr v6,
            Expr<RealSort> number) {}

    private final Context z3;
    private final Regexes regexes;
    private final boolean addresses;
    private final List<Slot> slots = new ArrayList<>();

    /**
     * @param addresses whether the key's values are taken for IP addresses
     * @param count how many values it can have
     */
    KeyFormulas(Context z3, Regexes regexes, String key, boolean addresses, int count) {
        this.z3 = z3;
        this.addresses = addresses;
        this.regexes = regexes;
        for (int i = 0; i < count; i++) {
            String name = key + "#" + i;
            Expr<SeqSort<CharSort>> text = z3.mkConst(name, z3.getStringSort());
            slots.add(
                    new Slot(
                            z3.mkBoolConst(name + " present"),
                            text,
                            z3.mkEq(text, z3.mkString("")),
                            z3.mkBoolConst(name + " typed"),
                            z3.mkBoolConst(name + " v6"),
                            z3.mkRealConst(name + " number")));
        }
    }

    List<Slot> slots() {
        return slots;
    }

    /** What is of a type is not empty, and addresses end where their family does. */
    BoolExpr wellFormed() {
        var all = new ArrayList<BoolExpr>();
        for (Slot slot : slots) {
            all.add(not(z3.mkAnd(slot.typed(), slot.empty())));
            if (addresses) {
                Expr<RealSort> end = z3.mkReal(BigInteger.ONE.shiftLeft(32).toString());
                Expr<RealSort> end6 = z3.mkReal(BigInteger.ONE.shiftLeft(128).toString());
                all.add(z3.mkGe(slot.number(), z3.mkReal(0)));
                all.add(z3.mkLt(slot.number(), end6));
                all.add(z3.mkOr(slot.v6(), z3.mkLt(slot.number(), end)));
            }
        }
        return z3.mkAnd(all.toArray(BoolExpr[]::new));
    }

    private BoolExpr absent() {
        return z3.mkNot(or(slots.stream().map(Slot::present).toList()));
    }

    /** Absent as the Null operator sees it. */
    private BoolExpr isNull(Condition condition, Reading reading) {
        boolean emptyIsAbsent =
                reading.emptyIsAbsent()
                        && !Fragment.single(condition.key().toLowerCase(Locale.ROOT));
        return emptyIsAbsent
                ? every(
                        slots.stream().map(Slot::present).toList(),
                        slots.stream().map(Slot::empty).toList())
                : absent();
    }

    BoolExpr holds(Condition condition, Reading reading) {
        Operator operator = condition.operator();
        if (operator.comparison() == Comparison.NULL) {
            return or(
                    condition.values().stream()
                            .map(value ->
                                    plain(value).equals("true")
                                            ? isNull(condition, reading)
                                            : not(isNull(condition, reading)))
                            .toList());
        }
        boolean negated = operator.text().contains("Not");
        List<BoolExpr> each = new ArrayList<>();
        List<BoolExpr> guards = new ArrayList<>();
        for (Slot slot : slots) {
            guards.add(slot.present());
            each.add(holds(slot, condition, negated, reading));
        }
        return switch (operator.quantifier()) {
            case FOR_ALL_VALUES -> every(guards, each);
            case FOR_ANY_VALUE ->
                    operator.ifExists()
                            ? z3.mkOr(absent(), some(guards, each))
                            : some(guards, each);
            case PLAIN -> {
                BoolExpr among =
                        switch (reading.several()) {
                            case ANY_MATCHES -> negated ? every(guards, each) : some(guards, each);
                            case ANY_HOLDS -> some(guards, each);
                            case ALL_HOLD -> every(guards, each);
                        };
                yield negated || operator.ifExists()
                        ? z3.mkOr(absent(), among)
                        : z3.mkAnd(not(absent()), among);
            }
        };
    }

    private BoolExpr holds(Slot slot, Condition condition, boolean negated, Reading reading) {
        Comparison comparison = condition.operator().comparison();
        String name = comparison.text();
        List<BoolExpr> matches =
                condition.values().stream().map(value -> matches(slot, name, value)).toList();
        BoolExpr holds = negated ? not(or(matches)) : or(matches);
        if (isTyped(name)) {
            holds =
                    z3.mkOr(
                            z3.mkAnd(slot.typed(), holds),
                            z3.mkAnd(
                                    not(slot.typed()),
                                    z3.mkBool(negated && reading.malformedDiffers())));
        }
        if (!reading.emptyIsNull()) {
            return holds;
        }
        return switch (condition.operator().quantifier()) {
            case PLAIN -> holds;
            case FOR_ALL_VALUES -> z3.mkOr(slot.empty(), holds);
            case FOR_ANY_VALUE -> z3.mkAnd(not(slot.empty()), holds);
        };
    }

    static boolean isTyped(String name) {
        return name.startsWith("Numeric") || name.startsWith("Date") || name.endsWith("IpAddress");
    }

    private BoolExpr matches(Slot slot, String name, Text value) {
        return switch (name) {
            case "StringEquals", "StringNotEquals" ->
                    z3.mkEq(slot.text(), z3.mkString(plain(value)));
            case "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "Bool" ->
                    z3.mkInRe(slot.text(), regexes.foldedLiteral(plain(value)));
            case "StringLike", "StringNotLike" -> z3.mkInRe(slot.text(), regexes.glob(value));
            case "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike" ->
                    z3.mkInRe(slot.text(), regexes.spanned(value, Reading.Span.FIELDS));
            case "IpAddress", "NotIpAddress" -> inRange(slot, plain(value));
            default -> compares(slot, name, limit(name, plain(value)));
        };
    }

    private static String limit(String name, String value) {
        return name.startsWith("Date")
                ? String.valueOf(OffsetDateTime.parse(value).toEpochSecond())
                : value;
    }

    private BoolExpr compares(Slot slot, String name, String limit) {
        Expr<RealSort> to = z3.mkReal(limit);
        return switch (name.replaceFirst("Numeric|Date", "")) {
            case "LessThan" -> z3.mkLt(slot.number(), to);
            case "LessThanEquals" -> z3.mkLe(slot.number(), to);
            case "GreaterThan" -> z3.mkGt(slot.number(), to);
            case "GreaterThanEquals" -> z3.mkGe(slot.number(), to);
            case "Equals", "NotEquals" -> z3.mkEq(slot.number(), to);
            default -> throw new IllegalArgumentException(name + " is not in the fragment");
        };
    }

    /** Addresses as the numbers that they are; those between two whole ones are none. */
    private BoolExpr inRange(Slot slot, String range) {
        String[] parts = range.split("/", 2);
        byte[] bytes;
        try {
            bytes = InetAddress.getByName(parts[0]).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
        int bits = bytes.length * 8;
        int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
        BigInteger size = BigInteger.ONE.shiftLeft(bits - prefix);
        var address = new BigInteger(1, bytes);
        BigInteger low = address.subtract(address.mod(size));
        return z3.mkAnd(
                bits == 128 ? slot.v6() : not(slot.v6()),
                z3.mkGe(slot.number(), z3.mkReal(low.toString())),
                z3.mkLt(slot.number(), z3.mkReal(low.add(size).toString())));
    }

    private static String plain(Text text) {
        return text.asLiteral().orElseThrow();
    }

    private BoolExpr every(List<BoolExpr> guards, List<BoolExpr> all) {
        var out = new ArrayList<BoolExpr>();
        for (int i = 0; i < all.size(); i++) {
            out.add(z3.mkImplies(guards.get(i), all.get(i)));
        }
        return z3.mkAnd(out.toArray(BoolExpr[]::new));
    }

    private BoolExpr some(List<BoolExpr> guards, List<BoolExpr> all) {
        var out = new ArrayList<BoolExpr>();
        for (int i = 0; i < all.size(); i++) {
            out.add(z3.mkAnd(guards.get(i), all.get(i)));
        }
        return or(out);
    }

    private BoolExpr not(BoolExpr one) {
        return z3.mkNot(one);
    }

    private BoolExpr or(List<BoolExpr> all) {
        return z3.mkOr(all.toArray(BoolExpr[]::new));
    }
}
