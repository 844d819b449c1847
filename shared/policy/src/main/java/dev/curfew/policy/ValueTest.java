package dev.curfew.policy;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether one value of a request matches one of a condition's values; negation is not its business.
 */
sealed interface ValueTest {
    /** True or false; null if the value is not of the operator's type. */
    @Nullable Boolean matches(String value);

    /** Matches text against patterns. */
    record Patterns(List<Glob> globs) implements ValueTest {
        @Override
        public Boolean matches(String value) {
            for (Glob glob : globs) {
                if (glob.matches(value)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Compares numbers, or dates as seconds. */
    record Ordered(boolean dates, Comparison comparison, List<BigDecimal> limits)
            implements ValueTest {
        @Override
        public @Nullable Boolean matches(String value) {
            BigDecimal found = dates ? Values.date(value) : Values.number(value);
            return found == null
                    ? null
                    : limits.stream().anyMatch(limit -> holds(found.compareTo(limit)));
        }

        boolean holds(int sign) {
            return switch (comparison) {
                case NUMERIC_LESS_THAN, DATE_LESS_THAN -> sign < 0;
                case NUMERIC_LESS_THAN_EQUALS, DATE_LESS_THAN_EQUALS -> sign <= 0;
                case NUMERIC_GREATER_THAN, DATE_GREATER_THAN -> sign > 0;
                case NUMERIC_GREATER_THAN_EQUALS, DATE_GREATER_THAN_EQUALS -> sign >= 0;
                default -> sign == 0;
            };
        }
    }

    /** Looks an address up in ranges. */
    record Ranges(List<IpRange> ranges) implements ValueTest {
        @Override
        public @Nullable Boolean matches(String value) {
            IpRange address = IpRange.address(value);
            return address == null
                    ? null
                    : ranges.stream().anyMatch(range -> range.contains(address));
        }
    }

    /** Compares bytes, given as hexadecimal digits. */
    record Bytes(List<String> all) implements ValueTest {
        @Override
        public @Nullable Boolean matches(String value) {
            String bytes = Values.binary(value);
            return bytes == null ? null : all.contains(bytes);
        }
    }

    /** Holds for every value or for none. */
    record Always(boolean matches) implements ValueTest {
        @Override
        public Boolean matches(String value) {
            return matches;
        }
    }
}
