package dev.curfew.core.scan;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums up what a scan sees, without keeping it. */
final class Summing {

    private static final Duration SOON = Duration.ofDays(30);

    private final Instant now;
    private final Map<IdentityKind, Count> kinds = new EnumMap<>(IdentityKind.class);
    private final Map<Remark.Kind, Long> remarks = new EnumMap<>(Remark.Kind.class);
    private final Map<LocalDate, Long> weeks = new TreeMap<>();

    Summing(Instant now) {
        this.now = now;
        weeks.put(monday(now), 0L);
    }

    private static final class Count {
        private long all;
        private long off;
        private long due;
        private long soon;
        private long neverUsed;
        private final Map<Summary.Span, Long> ages = new EnumMap<>(Summary.Span.class);
        private final Map<Summary.Span, Long> idle = new EnumMap<>(Summary.Span.class);
    }

    void add(Seen seen) {
        Count count = kinds.computeIfAbsent(seen.kind(), kind -> new Count());
        count.all++;
        if (seen.status() == IdentityStatus.INACTIVE) {
            count.off++;
        }
        Ahead next = seen.next();
        if (next != null && !next.at().isAfter(now)) {
            count.due++;
        } else if (next != null && !next.at().isAfter(now.plus(SOON))) {
            count.soon++;
        }
        if (seen.use() instanceof LastUse.Never) {
            count.neverUsed++;
        }
        span(count.ages, seen.created());
        span(count.idle, seen.used());
        seen.remarks().forEach(remark -> remarks.merge(remark.kind(), 1L, Long::sum));
        seen.ahead().forEach(ahead -> weeks.merge(monday(ahead.at()), 1L, Long::sum));
    }

    private void span(Map<Summary.Span, Long> spans, @Nullable Instant since) {
        if (since != null) {
            spans.merge(Summary.Span.of(Duration.between(since, now).toDays()), 1L, Long::sum);
        }
    }

    private static LocalDate monday(Instant at) {
        return at.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    Summary summary(String account, List<String> notes) {
        Map<IdentityKind, Summary.Numbers> numbers = new EnumMap<>(IdentityKind.class);
        kinds.forEach((kind, count) ->
                numbers.put(
                        kind,
                        new Summary.Numbers(
                                count.all,
                                count.off,
                                count.due,
                                count.soon,
                                count.neverUsed,
                                Collections.unmodifiableMap(count.ages),
                                Collections.unmodifiableMap(count.idle))));
        return new Summary(
                account,
                now,
                Collections.unmodifiableMap(numbers),
                Collections.unmodifiableMap(remarks),
                Collections.unmodifiableMap(weeks),
                notes);
    }
}
