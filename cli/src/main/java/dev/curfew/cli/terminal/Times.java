package dev.curfew.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times and durations as people read them. */
public final class Times {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSX", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Times() {}

    /** To the second, in UTC: {@code 2026-03-01 09:30:00Z}. */
    public static String at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    }

    /** To the millisecond, in UTC: {@code 2026-03-01 09:30:00.250Z}. */
    public static String exactly(Instant instant) {
        return MILLISECONDS.format(instant);
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
