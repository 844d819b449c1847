package dev.curfew.cli.command;

import dev.curfew.core.document.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration: ISO-8601, or {@code 10s}, {@code 5m}, {@code 1h}, {@code 90d}. */
final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        Duration duration =
                Durations.parse(text)
                        .orElseThrow(() ->
                                new TypeConversionException(
                                        "`"
                                                + text
                                                + "` is not a duration: write it as 10s, 5m, 1h, 90d or PT5M"));
        if (!duration.isPositive() || !duration.equals(duration.truncatedTo(ChronoUnit.SECONDS))) {
            throw new TypeConversionException(
                    "`" + text + "` is not a whole number of seconds, at least one");
        }
        return duration;
    }
}
