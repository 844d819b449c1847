package dev.curfew.bench;

import com.microsoft.z3.CharSort;
import com.microsoft.z3.Context;
import com.microsoft.z3.ReExpr;
import com.microsoft.z3.SeqSort;
import dev.curfew.policy.Reading;
import dev.curfew.policy.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Patterns as Z3's regular expressions. */
final class Regexes {
    private final Context z3;
    private final ReExpr<SeqSort<CharSort>> one;
    private final ReExpr<SeqSort<CharSort>> oneInField;

    Regexes(Context z3) {
        this.z3 = z3;
        this.one = z3.mkAllcharRe(z3.mkReSort(z3.getStringSort()));
        this.oneInField = union(List.of(range("\\u{0}", "9"), range(";", "\\u{2ffff}")));
    }

    /** {@code service:name} in lower case; what no pattern names is as good as any other. */
    ReExpr<SeqSort<CharSort>> actions() {
        ReExpr<SeqSort<CharSort>> letters =
                z3.mkPlus(
                        union(
                                List.of(
                                        range("!", ")"),
                                        range("+", "9"),
                                        range(";", ">"),
                                        literal("@"),
                                        range("[", "~"))));
        return join(List.of(letters, literal(":"), letters));
    }

    /** Any text: the evaluator decides about each. */
    ReExpr<SeqSort<CharSort>> resources() {
        return z3.mkStar(one);
    }

    ReExpr<SeqSort<CharSort>> literal(String text) {
        return z3.mkToRe(z3.mkString(text));
    }

    /** Text whose wildcards match any characters. */
    ReExpr<SeqSort<CharSort>> glob(String pattern) {
        var parts = new ArrayList<ReExpr<SeqSort<CharSort>>>();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            parts.add(c == '*' ? z3.mkStar(one) : c == '?' ? one : literal(String.valueOf(c)));
        }
        return join(parts);
    }

    ReExpr<SeqSort<CharSort>> glob(Text pattern) {
        return spanned(pattern, Reading.Span.WHOLE);
    }

    ReExpr<SeqSort<CharSort>> foldedLiteral(String text) {
        var parts = new ArrayList<ReExpr<SeqSort<CharSort>>>();
        for (int i = 0; i < text.length(); i++) {
            String c = text.substring(i, i + 1);
            parts.add(
                    union(
                            List.of(
                                    literal(c.toLowerCase(Locale.ROOT)),
                                    literal(c.toUpperCase(Locale.ROOT)))));
        }
        return join(parts);
    }

    /** A resource or ARN pattern, with its wildcards as far as the reading lets them reach. */
    ReExpr<SeqSort<CharSort>> spanned(Text pattern, Reading.Span span) {
        List<Text.Part> all = new ArrayList<>();
        for (Text.Part part : pattern.parts()) {
            if (part instanceof Text.Literal(String text)) {
                text.chars().forEach(c -> all.add(new Text.Literal(String.valueOf((char) c))));
            } else {
                all.add(part);
            }
        }
        var parts = new ArrayList<ReExpr<SeqSort<CharSort>>>();
        int field = 0;
        for (int i = 0; i < all.size(); i++) {
            boolean last = i == all.size() - 1;
            boolean beforeColon =
                    !last
                            && all.get(i + 1) instanceof Text.Literal(String next)
                            && next.equals(":");
            switch (all.get(i)) {
                case Text.Literal(String c) -> {
                    field += c.equals(":") ? 1 : 0;
                    parts.add(literal(c));
                }
                case Text.AnyRun() ->
                        parts.add(
                                z3.mkStar(
                                        runCrosses(span, field, last, beforeColon)
                                                ? one
                                                : oneInField));
                case Text.AnyOne() -> parts.add(free(span, field) ? one : oneInField);
                case Text.Variable _ ->
                        throw new IllegalArgumentException("variables are not in the fragment");
            }
        }
        return join(parts);
    }

    private static boolean free(Reading.Span span, int field) {
        return switch (span) {
            case WHOLE -> true;
            case FIELD_END, FIELDS -> field >= 5;
            case SEGMENT_END -> false;
        };
    }

    private static boolean runCrosses(
            Reading.Span span, int field, boolean last, boolean beforeColon) {
        return free(span, field)
                || switch (span) {
                    case WHOLE -> true;
                    case FIELDS -> last;
                    case FIELD_END, SEGMENT_END -> last || beforeColon;
                };
    }

    ReExpr<SeqSort<CharSort>> union(List<ReExpr<SeqSort<CharSort>>> all) {
        return all.size() == 1 ? all.getFirst() : z3.mkUnion(array(all));
    }

    private ReExpr<SeqSort<CharSort>> join(List<ReExpr<SeqSort<CharSort>>> all) {
        return all.isEmpty()
                ? literal("")
                : all.size() == 1 ? all.getFirst() : z3.mkConcat(array(all));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // generic arrays are Z3's way to pass several
    private static ReExpr<SeqSort<CharSort>>[] array(List<ReExpr<SeqSort<CharSort>>> all) {
        return all.toArray(new ReExpr[0]);
    }

    private ReExpr<SeqSort<CharSort>> range(String low, String high) {
        return z3.mkRange(z3.mkString(low), z3.mkString(high));
    }
}
