package dev.curfew.core.document;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: ISO-8601 such as {@code PT15M}, or {@code 10s}, {@code 5m},
 * {@code 1h}, {@code 90d}.
 */
public final class Durations {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Pattern SHORT = Pattern.compile("([0-9]{1,6})([smhd])");

    private Durations() {}

    /**
     * Whether a lease may be that long at all: ten seconds at least, and no fraction of a second.
     */
    public static boolean isForLease(Duration duration) {
        return duration.compareTo(SHORTEST) >= 0
                && duration.truncatedTo(ChronoUnit.SECONDS).equals(duration);
    }

    /** The duration that the text means, or empty when it means none. */
    public static Optional<Duration> parse(String text) {
        Matcher shorthand = SHORT.matcher(text);
        if (shorthand.matches()) {
            long amount = Long.parseLong(shorthand.group(1));
            return Optional.of(
                    switch (shorthand.group(2)) {
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    });
        }
        return parseIso(text);
    }

    /** The shortest text that means the duration, such as {@code 90d}. */
    public static String write(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.isNegative() || !duration.equals(Duration.ofSeconds(seconds))) {
            return duration.toString();
        }
        String text =
                seconds % 86_400 == 0 && seconds > 0
                        ? seconds / 86_400 + "d"
                        : seconds % 3_600 == 0 && seconds > 0
                                ? seconds / 3_600 + "h"
                                : seconds % 60 == 0 && seconds > 0
                                        ? seconds / 60 + "m"
                                        : seconds + "s";
        return SHORT.matcher(text).matches() ? text : duration.toString();
    }

    /** The duration that an ISO-8601 text means, or empty when it means none. */
    public static Optional<Duration> parseIso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException notIso) {
            return Optional.empty();
        }
    }
}
