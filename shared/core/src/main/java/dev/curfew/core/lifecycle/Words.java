package dev.curfew.core.lifecycle;

import java.time.Duration;
import java.time.Instant;

/** Spans of time as people say them. */
final class Words {

    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final long HOUR = Duration.ofHours(1).toSeconds();
    private static final long MINUTE = Duration.ofMinutes(1).toSeconds();

    private Words() {}

    /** Such as {@code 90 days}; exactly so long. */
    static String span(Duration span) {
        return said(span.toSeconds(), true);
    }

    /** Such as {@code 12 days}; so long at least. */
    static String between(Instant from, Instant to) {
        return said(Math.max(0, to.getEpochSecond() - from.getEpochSecond()), false);
    }

    private static String said(long seconds, boolean exactly) {
        if (fits(seconds, DAY, exactly)) {
            return count(seconds / DAY, "day");
        }
        if (fits(seconds, HOUR, exactly)) {
            return count(seconds / HOUR, "hour");
        }
        if (fits(seconds, MINUTE, exactly)) {
            return count(seconds / MINUTE, "minute");
        }
        return count(seconds, "second");
    }

    private static boolean fits(long seconds, long unit, boolean exactly) {
        return seconds >= unit && (!exactly || seconds % unit == 0);
    }

    private static String count(long number, String unit) {
        return number == 1 ? "1 " + unit : number + " " + unit + "s";
    }
}
