package dev.curfew.cli.scan;

import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.scan.Ahead;
import dev.curfew.core.scan.Remark;
import dev.curfew.core.scan.Seen;
import dev.curfew.core.scan.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/** What a scan sees as CSV (RFC 4180), written as it is seen. */
public final class CsvReport implements Report {

    private static final String[] COLUMNS = {
        "kind",
        "name",
        "slot",
        "id",
        "arn",
        "owner",
        "status",
        "created",
        "used",
        "used_told",
        "used_service",
        "admin",
        "wildcard_writes",
        "next_action",
        "next_at",
        "why",
        "remarks"
    };

    private final Terminal terminal;
    private final Writer out;

    public CsvReport(Terminal terminal, Writer out) {
        this.terminal = terminal;
        this.out = out;
        line((Object[]) COLUMNS);
    }

    private void line(Object... values) {
        try {
            out.write(CSVFormat.RFC4180.format(values) + "\r\n");
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    @Override
    public void seen(Seen seen) {
        Ahead next = seen.next();
        LastUse.Used used = seen.use() instanceof LastUse.Used told ? told : null;
        line(
                seen.kind().name(),
                harmless(seen.name()),
                harmless(seen.slot()),
                harmless(seen.id()),
                harmless(seen.arn()),
                harmless(seen.owner()),
                seen.status().name(),
                text(seen.created()),
                used == null ? "" : used.at().toString(),
                told(seen.use()),
                harmless(used == null ? null : used.service()),
                seen.powers().admin(),
                String.join(" ", seen.powers().wildcardWrites()),
                next == null ? "" : next.action().name(),
                next == null ? "" : next.at().toString(),
                harmless(seen.why()),
                harmless(
                        seen.remarks().stream()
                                .map(Remark::text)
                                .collect(Collectors.joining("; "))));
    }

    private static String told(LastUse use) {
        return switch (use) {
            case LastUse.Used used -> "USED";
            case LastUse.Never never -> "NEVER";
            case LastUse.Untracked untracked -> "UNTRACKED";
            case LastUse.Unknown unknown -> "UNKNOWN";
        };
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** A spreadsheet takes what begins so for a formula, and names and tags are anybody's. */
    private static String harmless(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        return "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }

    @Override
    public void end(Summary summary) {
        try {
            out.flush();
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
        summary.notes().forEach(note -> terminal.note("note: " + note));
    }
}
