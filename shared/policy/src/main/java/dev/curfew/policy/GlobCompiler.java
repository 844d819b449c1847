package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns texts into patterns under one reading. */
final class GlobCompiler {
    private static final String ARN = "arn";
    private static final String FOLDED = "folded";
    private static final String STRING = "string";
    private static final String LIKE = "like";

    /** What has fewer fields than an ARN. */
    static final List<Glob> NO_ARNS =
            IntStream.range(0, 5)
                    .mapToObj(colons ->
                            new Glob(
                                    IntStream.rangeClosed(0, 2 * colons)
                                            .map(i -> i % 2 == 0 ? Glob.RUN_IN_FIELD : ':')
                                            .toArray()))
                    .toList();

    private final Resolver resolver;
    private final boolean valuesWild;

    GlobCompiler(Resolver resolver, Reading reading) {
        this.resolver = resolver;
        this.valuesWild = reading.valuesWild();
    }

    /** A text as a pattern. */
    sealed interface Compiled {}

    record Fixed(Glob glob) implements Compiled {}

    /** A variable in it has no value: it matches nothing. */
    record Unresolved() implements Compiled {}

    /**
     * A variable in it is open: what it matches is some part of what {@code widest} matches. Two
     * with one id match the same.
     *
     * @param spelled the pattern with an item for each open variable
     * @param symbols the open variables without fallback
     */
    record Partial(Glob widest, Glob spelled, Id id, List<String> symbols) implements Compiled {
        /**
         * Whether all that the other matches this matches too, whatever the variables hold; false
         * when in doubt.
         */
        boolean covers(Partial other, Budget budget) {
            return !hangs()
                    && !other.hangs()
                    && comparable(id.kind(), other.id.kind())
                    && Inclusion.shows(
                            spelled,
                            other.spelled,
                            (one, two) -> id.variable(one).equals(other.id.variable(two)),
                            budget);
        }

        /** Taken for a pattern, a value matches at least itself: what LIKE matches is no less. */
        private static boolean comparable(String outer, String inner) {
            return (outer.equals(inner) && !outer.equals(ARN))
                    || (outer.equals(LIKE) && inner.equals(STRING));
        }

        /**
         * Whether a wildcard stands right before a variable: where it ends may then depend on the
         * value.
         */
        private boolean hangs() {
            for (int i = 1; i < spelled.length(); i++) {
                int before = spelled.item(i - 1);
                if (spelled.item(i) <= Inclusion.VARIABLE
                        && before < 0
                        && before > Inclusion.VARIABLE) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * What decides what a text with open variables matches: the operator's kind, the text, and what
     * is in each variable.
     */
    record Id(String kind, Text text, List<Held> variables) {
        private Held variable(int item) {
            return variables.get(Inclusion.VARIABLE - item);
        }
    }

    /** What is in a variable. */
    record Held(Resolver.Resolution resolution, @Nullable String fallback) {}

    /** A text without variables. */
    static Glob resource(Text text, Reading.Span span) {
        int length = 0;
        for (Text.Part part : text.parts()) {
            length += part instanceof Text.Literal(String plain) ? plain.length() : 1;
        }
        int[] items = new int[length];
        int at = 0;
        for (Text.Part part : text.parts()) {
            switch (part) {
                case Text.Literal(String plain) -> {
                    for (int i = 0; i < plain.length(); i++) {
                        items[at++] = plain.charAt(i);
                    }
                }
                case Text.AnyRun() -> items[at++] = Glob.RUN;
                case Text.AnyOne() -> items[at++] = Glob.ONE;
                case Text.Variable _ ->
                        throw new IllegalArgumentException("the text has a variable");
            }
        }
        return new Glob(span(items, span));
    }

    /** A text with variables, or without. */
    Compiled compiledResource(Text text, Reading.Span span) {
        return compile(text, "resource", items -> span(items, span));
    }

    Compiled arn(Text text, boolean shortRunsOn) {
        return compile(
                text,
                ARN,
                items -> {
                    boolean runsOn =
                            shortRunsOn && items.length > 0 && items[items.length - 1] == Glob.RUN;
                    int[] spanned = span(items, Reading.Span.FIELDS);
                    if (colons(items) < 5 && !runsOn) {
                        // Fewer fields than an ARN has: nothing matches.
                        return new int[] {Glob.NEVER};
                    }
                    return spanned;
                });
    }

    /** For the operators that know wildcards. */
    Compiled like(Text text) {
        return compile(text, LIKE, items -> items);
    }

    Compiled string(Text text, boolean foldCase) {
        return compile(
                text,
                foldCase ? FOLDED : STRING,
                items ->
                        foldCase ? IntStream.of(items).map(GlobCompiler::folded).toArray() : items);
    }

    private static int[] widest(String kind, int[] items) {
        return kind.equals(FOLDED)
                ? IntStream.of(items).map(GlobCompiler::folded).toArray()
                : items;
    }

    private static int folded(int item) {
        int lower = item < 0 ? item : Glob.fold((char) item);
        return lower >= 'a' && lower <= 'z' ? lower | Glob.FOLDED : lower;
    }

    static Glob action(String pattern) {
        int[] items = new int[pattern.length()];
        for (int i = 0; i < items.length; i++) {
            char c = pattern.charAt(i);
            items[i] = c == '*' ? Glob.RUN : c == '?' ? Glob.ONE : Glob.fold(c);
        }
        return new Glob(items);
    }

    private interface Spanning {
        int[] apply(int[] items);
    }

    private Compiled compile(Text text, String kind, Spanning spanning) {
        IntStream.Builder items = IntStream.builder();
        var variables = new ArrayList<Held>();
        var symbols = new ArrayList<String>();
        boolean open = false;
        for (Text.Part part : text.parts()) {
            switch (part) {
                case Text.Literal(String plain) -> plain.chars().forEach(items::add);
                case Text.AnyRun() -> items.add(Glob.RUN);
                case Text.AnyOne() -> items.add(Glob.ONE);
                case Text.Variable(String key, String fallback) -> {
                    Resolver.Resolution resolution = resolver.resolve(key);
                    variables.add(new Held(resolution, fallback));
                    switch (resolution) {
                        case Resolver.Value(String value) ->
                                value.chars().map(c -> item(c, kind)).forEach(items::add);
                        case Resolver.Absent() when fallback != null ->
                                fallback.chars().forEach(items::add);
                        case Resolver.Absent() -> {
                            return new Unresolved();
                        }
                        case Resolver.Open(String symbol) -> {
                            open = true;
                            if (fallback == null) {
                                symbols.add(symbol);
                            }
                            items.add(Inclusion.VARIABLE - (variables.size() - 1));
                        }
                    }
                }
            }
        }
        int[] all = items.build().toArray();
        if (!open) {
            return new Fixed(new Glob(spanning.apply(all)));
        }
        // What an open variable will hold may contain colons, so the widest pattern lets every
        // wildcard cross them.
        int[] widest =
                IntStream.of(all)
                        .map(item -> item <= Inclusion.VARIABLE ? Glob.RUN : item)
                        .toArray();
        return new Partial(
                new Glob(widest(kind, widest)),
                new Glob(spanning.apply(all)),
                new Id(kind, text, variables),
                List.copyOf(symbols));
    }

    /** A character of a variable's value. */
    private int item(int c, String kind) {
        boolean wild = valuesWild && !kind.equals(STRING) && !kind.equals(FOLDED);
        return wild && c == '*' ? Glob.RUN : wild && c == '?' ? Glob.ONE : c;
    }

    private static int colons(int[] items) {
        return (int) IntStream.of(items).filter(item -> item == ':').count();
    }

    static int[] span(int[] items, Reading.Span span) {
        if (span == Reading.Span.WHOLE) {
            return items;
        }
        int[] out = items.clone();
        int colons = 0;
        for (int i = 0; i < items.length; i++) {
            if (items[i] == ':') {
                colons++;
            }
            boolean resourcePart = colons >= 5 && span != Reading.Span.SEGMENT_END;
            if (items[i] >= 0 || items[i] <= Inclusion.VARIABLE || resourcePart) {
                continue;
            }
            boolean endsPattern = i + 1 == items.length;
            boolean endsField = endsPattern || items[i + 1] == ':';
            boolean crosses = span == Reading.Span.FIELDS ? endsPattern : endsField;
            if (items[i] == Glob.ONE) {
                out[i] = Glob.ONE_IN_FIELD;
            } else if (!crosses) {
                out[i] = Glob.RUN_IN_FIELD;
            }
        }
        return out;
    }
}
