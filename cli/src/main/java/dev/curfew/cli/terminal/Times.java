package dev.curfew.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times and durations as people read them. */
public final class Times {

    private Times() {}

    /** To the second, in UTC: {@code 2026-03-01 09:30:00Z}. */
    public static String at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    }

    /** In one or two units: {@code 15s}, {@code 5m}, {@code 1h30m}, {@code 90d}. */
    public static String length(Duration duration) {
        String days = unit(duration.toDaysPart(), "d");
        String hours = unit(duration.toHoursPart(), "h");
        String minutes = unit(duration.toMinutesPart(), "m");
        String seconds = unit(duration.toSecondsPart(), "s");
        String all = days + hours + minutes + seconds;
        return all.isEmpty() ? "0s" : all;
    }

    private static String unit(long amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }
}
