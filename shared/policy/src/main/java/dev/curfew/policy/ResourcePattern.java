package dev.curfew.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pattern of {@code Resource}, compiled once for all who look at it, and for each reading when
 * it is first needed. Safe to share: whoever comes second at worst compiles once more.
 */
final class ResourcePattern {
    /** The first matches whatever any of the others does. */
    private static final Reading.Span WIDEST = Reading.Span.WHOLE;

    private static final Reading.Span[] OTHERS = {
        Reading.Span.FIELD_END, Reading.Span.FIELDS, Reading.Span.SEGMENT_END
    };

    private final Text text;
    private final boolean variables;
    private final boolean readsAlike;

    /** For a pattern with variables what it begins with, and anything behind. */
    private final Glob widest;

    private final @Nullable Glob[] spans = new @Nullable Glob[OTHERS.length];

    ResourcePattern(Text text) {
        this.text = text;
        this.variables = text.hasVariables();
        this.readsAlike = !variables && readsAlike(text.parts());
        this.widest = variables ? beginning(text) : GlobCompiler.resource(text, WIDEST);
    }

    /**
     * Whether there is no wildcard but perhaps one at the end, which reaches everywhere in each
     * reading.
     */
    private static boolean readsAlike(List<Text.Part> parts) {
        return parts.size() == 1
                || (parts.size() == 2
                        && parts.getFirst() instanceof Text.Literal
                        && parts.getLast() instanceof Text.AnyRun);
    }

    private static Glob beginning(Text text) {
        String start = text.parts().getFirst() instanceof Text.Literal(String plain) ? plain : "";
        int[] items = new int[start.length() + 1];
        for (int i = 0; i < start.length(); i++) {
            items[i] = start.charAt(i);
        }
        items[start.length()] = Glob.RUN;
        return new Glob(items);
    }

    Text text() {
        return text;
    }

    /** The pattern for those who know of variables more than that they are there. */
    GlobCompiler.Compiled compile(Reading.Span span, GlobCompiler globs) {
        return variables ? globs.compiledResource(text, span) : new GlobCompiler.Fixed(fixed(span));
    }

    private Glob fixed(Reading.Span span) {
        if (readsAlike || span == WIDEST) {
            return widest;
        }
        int index =
                switch (span) {
                    case WHOLE, FIELD_END -> 0;
                    case FIELDS -> 1;
                    case SEGMENT_END -> 2;
                };
        Glob known = spans[index];
        if (known == null) {
            known = GlobCompiler.resource(text, span);
            spans[index] = known;
        }
        return known;
    }

    /**
     * Whether this matches all that the other does, under every reading; false when in doubt.
     *
     * @param sameVariables whether a variable has one and the same value in both
     */
    boolean covers(ResourcePattern inner, boolean sameVariables, Budget budget) {
        if (variables) {
            return sameVariables && text.equals(inner.text);
        }
        if (inner.variables) {
            // Whatever its variables hold, the text begins as it is written.
            return widest.isPrefix() && inner.widest.prefix().startsWith(widest.prefix());
        }
        if (!Inclusion.shows(widest, inner.widest, budget)) {
            return false;
        }
        if ((readsAlike && inner.readsAlike) || text.equals(inner.text)) {
            return true;
        }
        for (Reading.Span span : OTHERS) {
            if (!Inclusion.shows(fixed(span), inner.fixed(span), budget)) {
                return false;
            }
        }
        return true;
    }

    /** Whether no resource matches both, under any reading; false when in doubt. */
    boolean apartFrom(ResourcePattern other) {
        return !widest.mayMeet(other.widest);
    }
}
