package dev.curfew.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the typed operators read from text; null where the text is not of the type. */
final class Values {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,40}(?:\\.[0-9]{1,40})?");
    private static final Pattern DATE =
            Pattern.compile(
                    "([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?)?)?");
    private static final Pattern EPOCH = Pattern.compile("-?[0-9]{5,11}(?:\\.[0-9]{1,9})?");

    private Values() {}

    static @Nullable BigDecimal number(String text) {
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    /** Seconds since 1970, from one of the W3C forms of ISO 8601 or from the seconds themselves. */
    static @Nullable BigDecimal date(String text) {
        if (EPOCH.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        try {
            return seconds(matcher, text);
        } catch (DateTimeException _) {
            // The form is right but there is no such day or hour.
            return null;
        }
    }

    private static BigDecimal seconds(Matcher matcher, String text) {
        Instant instant;
        if (matcher.group(4) != null) {
            String zoned =
                    text.matches(".*[+-][0-9]{4}$")
                            ? text.substring(0, text.length() - 2)
                                    + ":"
                                    + text.substring(text.length() - 2)
                            : text;
            instant = OffsetDateTime.parse(zoned).toInstant();
        } else if (matcher.group(3) != null) {
            instant = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } else if (matcher.group(2) != null) {
            instant = YearMonth.parse(text).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        } else {
            instant =
                    LocalDate.of(Integer.parseInt(text), 1, 1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        }
        return BigDecimal.valueOf(instant.getEpochSecond())
                .add(BigDecimal.valueOf(instant.getNano(), 9));
    }

    static @Nullable Boolean bool(String text) {
        return text.equalsIgnoreCase("true")
                ? Boolean.TRUE
                : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    }

    /** The bytes of base64 text, as hexadecimal digits. */
    static @Nullable String binary(String text) {
        try {
            return HexFormat.of().formatHex(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    /** A date as {@link #date} reads it; to the nanosecond. */
    static String printDate(BigDecimal seconds) {
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        int nanos = seconds.subtract(whole).movePointRight(9).intValue();
        String text = Instant.ofEpochSecond(whole.longValueExact(), nanos).toString();
        return DATE.matcher(text).matches() ? text : seconds.toPlainString();
    }
}
