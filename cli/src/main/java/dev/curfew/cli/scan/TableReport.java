package dev.curfew.cli.scan;

import dev.curfew.cli.terminal.Table;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.scan.Ahead;
import dev.curfew.core.scan.Remark;
import dev.curfew.core.scan.Seen;
import dev.curfew.core.scan.Summary;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What a scan saw, for people: the numbers, and the rows that are most pressing. */
public final class TableReport implements Report {

    private static final int WIDTH = 110;

    /** Those with remarks first, and of these what comes due first. */
    private static final Comparator<Seen> PRESSING =
            Comparator.<Seen, Boolean>comparing(seen -> seen.remarks().isEmpty())
                    .thenComparing(seen -> first(seen.next()))
                    .thenComparing(seen -> created(seen.created()))
                    .thenComparing(Seen::kind)
                    .thenComparing(Report::nameOf);

    private final Terminal terminal;
    private final int most;
    private final PriorityQueue<Seen> rows = new PriorityQueue<>(PRESSING.reversed());
    private long left;

    /**
     * @param most so many rows at most
     */
    public TableReport(Terminal terminal, int most) {
        this.terminal = terminal;
        this.most = most;
    }

    private static Instant first(@Nullable Ahead ahead) {
        return ahead == null ? Instant.MAX : ahead.at();
    }

    private static Instant created(@Nullable Instant created) {
        return created == null ? Instant.MIN : created;
    }

    @Override
    public void seen(Seen seen) {
        rows.add(seen);
        if (rows.size() > most) {
            rows.remove();
            left++;
        }
    }

    @Override
    public void end(Summary summary) {
        Table kinds = new Table(WIDTH, "KIND", "ALL", "OFF", "NEVER USED", "DUE NOW", "IN 30 DAYS");
        for (Map.Entry<IdentityKind, Summary.Numbers> each : summary.kinds().entrySet()) {
            Summary.Numbers numbers = each.getValue();
            kinds.row(
                    each.getKey().name(),
                    number(numbers.all()),
                    number(numbers.off()),
                    each.getKey() == IdentityKind.USER ? "-" : number(numbers.neverUsed()),
                    number(numbers.due()),
                    number(numbers.soon()));
        }
        terminal.line("account " + summary.account());
        terminal.table(kinds);
        if (!rows.isEmpty()) {
            terminal.line("");
            terminal.table(rows(summary.at()));
        }
        if (left > 0) {
            terminal.note(
                    number(left) + " more are not shown: --json, --csv and --html FILE show all");
        }
        if (!summary.remarks().isEmpty()) {
            terminal.line("");
            summary.remarks().forEach((kind, count) -> terminal.line(kind + ": " + number(count)));
        }
        summary.notes().forEach(note -> terminal.note("note: " + note));
    }

    private Table rows(Instant now) {
        Table table =
                new Table(WIDTH, "KIND", "NAME", "AGE", "LAST USED", "CURFEW WOULD", "LOOK AT");
        List<Seen> sorted = new ArrayList<>(rows);
        sorted.sort(PRESSING);
        for (Seen seen : sorted) {
            table.row(
                    seen.kind().name(),
                    Report.nameOf(seen),
                    seen.created() == null ? "?" : days(seen.created(), now),
                    used(seen.use(), now),
                    would(seen, now),
                    String.join(
                            ", ",
                            seen.remarks().stream()
                                    .map(Remark::kind)
                                    .map(Enum::name)
                                    .distinct()
                                    .toList()));
        }
        return table;
    }

    static String days(Instant since, Instant now) {
        return Duration.between(since, now).toDays() + "d";
    }

    static String used(LastUse use, Instant now) {
        return switch (use) {
            case LastUse.Used used ->
                    days(used.at(), now)
                            + " ago"
                            + (used.service() == null ? "" : ", " + used.service());
            case LastUse.Never never -> "never";
            case LastUse.Untracked untracked -> "not tracked";
            case LastUse.Unknown unknown -> "?";
        };
    }

    private static String would(Seen seen, Instant now) {
        Ahead next = seen.next();
        if (next == null) {
            return "-";
        }
        String action = next.action().name().toLowerCase(Locale.ROOT);
        return next.at().isAfter(now) ? action + " on " + day(next.at()) : action + " now";
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
