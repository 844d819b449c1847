package dev.curfew.core.watch;

import dev.curfew.core.watch.Kind.Reaction;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * How the detections are set.
 *
 * @param reactions what is done about each kind
 * @param denials so many denied calls out of scope of one lease are a finding
 * @param window when they come within this time
 * @param perHolder how many leases of one holder are ended one by one
 */
public record Switches(
        Map<Kind, Reaction> reactions, int denials, Duration window, Halt.Limit perHolder) {

    public Switches {
        Map<Kind, Reaction> all = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            all.put(kind, reactions.getOrDefault(kind, kind.usual()));
        }
        all.forEach((kind, reaction) -> {
            if (reaction == Reaction.REVOKE && !kind.isOfSession()) {
                throw new IllegalArgumentException("there is no session to revoke for " + kind);
            }
        });
        if (denials < 1) {
            throw new IllegalArgumentException("a finding takes one denied call or more");
        }
        reactions = Map.copyOf(all);
    }

    /** As long as nothing was set. */
    public static final Switches USUAL =
            new Switches(Map.of(), 5, Duration.ofMinutes(10), Halt.Limit.USUAL);

    /**
     * Reads {@code KIND=reaction} pairs, separated by commas; what is not named is as usual.
     *
     * @throws IllegalArgumentException when a kind or a reaction is not known
     */
    public static Map<Kind, Reaction> reactions(String text) {
        Map<Kind, Reaction> reactions = new EnumMap<>(Kind.class);
        for (String pair : text.split("[,\\s]+", -1)) {
            if (!pair.isEmpty()) {
                String[] sides = pair.split("=", -1);
                if (sides.length != 2) {
                    throw new IllegalArgumentException("`" + pair + "` is not KIND=reaction");
                }
                reactions.put(
                        Kind.valueOf(sides[0].toUpperCase(Locale.ROOT)),
                        Reaction.valueOf(sides[1].toUpperCase(Locale.ROOT)));
            }
        }
        return reactions;
    }

    Reaction of(Kind kind) {
        return reactions.getOrDefault(kind, kind.usual());
    }

    /** How many calls it takes. */
    int calls(Kind kind) {
        return kind == Kind.OUT_OF_SCOPE ? denials : 1;
    }
}
