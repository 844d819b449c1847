package dev.curfew.cli.scan;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.scan.Ahead;
import dev.curfew.core.scan.Remark;
import dev.curfew.core.scan.Seen;
import dev.curfew.core.scan.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a scan sees as one page that needs nothing else: no script but its own may run in it, and it
 * asks no server for anything. Rows are written to a file beside it as they are seen.
 */
public final class HtmlReport implements Report, AutoCloseable {

    private static final int WEEKS = 27;

    private final Path file;
    private final Path rows;
    private final Writer out;
    private final Instant now;

    /**
     * @param file what becomes the page, once all was seen
     * @param now when the scan begins
     */
    public HtmlReport(Path file, Instant now) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        this.file = file;
        this.rows = Files.createTempFile(folder, file.getFileName().toString(), ".part");
        this.out = Files.newBufferedWriter(rows);
        this.now = now;
    }

    @Override
    public void seen(Seen seen) {
        Ahead next = seen.next();
        boolean due = next != null && !next.at().isAfter(now);
        try {
            out.write("<tr data-kind=\"" + seen.kind() + "\"" + (due ? " data-due" : "") + ">");
            cell(seen.kind().name());
            cell(Report.nameOf(seen));
            cell(seen.owner());
            cell(seen.status().name().toLowerCase(Locale.ROOT));
            sorted(seen.created(), seen.created() == null ? "?" : day(seen.created()).toString());
            sorted(seen.used(), TableReport.used(seen.use(), now));
            sorted(
                    next == null ? null : next.at(),
                    seen.ahead().stream()
                            .map(each ->
                                    each.action().name().toLowerCase(Locale.ROOT)
                                            + " "
                                            + day(each.at()))
                            .collect(Collectors.joining(", ")));
            cell(seen.why());
            cell(seen.remarks().stream().map(Remark::text).collect(Collectors.joining("; ")));
            out.write("</tr>\n");
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    private void cell(@Nullable String text) throws IOException {
        out.write("<td>" + Html.escape(text == null ? "" : text) + "</td>");
    }

    private void sorted(@Nullable Instant at, String text) throws IOException {
        out.write(
                "<td data-at=\""
                        + (at == null ? "" : at.getEpochSecond())
                        + "\">"
                        + Html.escape(text)
                        + "</td>");
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public void end(Summary summary) {
        String script = resource("scan.js");
        String page =
                resource("scan.html")
                        .replace("{{policy}}", "script-src 'sha256-" + hash(script) + "'")
                        .replace("{{style}}", resource("scan.css"))
                        .replace("{{script}}", script)
                        .replace("{{account}}", Html.escape(summary.account()))
                        .replace("{{at}}", Html.escape(summary.at().toString()))
                        .replace("{{kinds}}", kinds(summary))
                        .replace("{{options}}", options(summary))
                        .replace("{{charts}}", charts(summary))
                        .replace("{{weeks}}", weeks(summary))
                        .replace("{{remarks}}", remarks(summary))
                        .replace("{{notes}}", notes(summary));
        int place = page.indexOf("{{rows}}");
        try {
            out.close();
            Path whole =
                    Files.createTempFile(
                            file.toAbsolutePath().getParent(),
                            file.getFileName().toString(),
                            ".part");
            try (Writer all = Files.newBufferedWriter(whole);
                    var read = Files.newBufferedReader(rows)) {
                all.write(page, 0, place);
                read.transferTo(all);
                all.write(page.substring(place + "{{rows}}".length()));
            }
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    /** Leaves nothing behind but the page. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(rows);
    }

    private static String kinds(Summary summary) {
        StringBuilder html = new StringBuilder();
        summary.kinds()
                .forEach((kind, numbers) ->
                        html.append("<tr><th scope=\"row\">")
                                .append(kind)
                                .append("</th>")
                                .append(number(numbers.all()))
                                .append(number(numbers.off()))
                                .append(number(numbers.neverUsed()))
                                .append(number(numbers.due()))
                                .append(number(numbers.soon()))
                                .append("</tr>\n"));
        return html.toString();
    }

    private static String number(long number) {
        return "<td>" + String.format(Locale.ROOT, "%,d", number) + "</td>";
    }

    private static String options(Summary summary) {
        return summary.kinds().keySet().stream()
                .map(kind -> "<option>" + kind + "</option>")
                .collect(Collectors.joining());
    }

    private static String charts(Summary summary) {
        StringBuilder html = new StringBuilder();
        summary.kinds()
                .forEach((kind, numbers) -> {
                    html.append(chart(words(kind) + " by age", numbers.ages()));
                    if (kind == IdentityKind.ACCESS_KEY || kind == IdentityKind.ROLE) {
                        html.append(chart(words(kind) + " by time since last use", numbers.idle()));
                    }
                });
        return html.toString();
    }

    private static String words(IdentityKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "s";
    }

    private static String chart(String title, Map<Summary.Span, Long> numbers) {
        long most = numbers.values().stream().mapToLong(Long::longValue).max().orElse(1);
        StringBuilder html = new StringBuilder("<section><h3>").append(title).append("</h3>");
        html.append("<table class=\"bars\">");
        for (Summary.Span span : Summary.Span.values()) {
            bar(html, span.words(), numbers.getOrDefault(span, 0L), most);
        }
        return html.append("</table></section>\n").toString();
    }

    private static void bar(StringBuilder html, String label, long number, long most) {
        html.append("<tr><th scope=\"row\">")
                .append(label)
                .append("</th><td>")
                .append(number)
                .append("</td><td aria-hidden=\"true\"><span style=\"width:")
                .append(most == 0 ? 0 : number * 100 / most)
                .append("%\"></span></td></tr>");
    }

    private static String weeks(Summary summary) {
        LocalDate first = summary.weeks().keySet().stream().min(LocalDate::compareTo).orElseThrow();
        long most = summary.weeks().values().stream().mapToLong(Long::longValue).max().orElse(1);
        StringBuilder html = new StringBuilder();
        for (int week = 0; week < WEEKS; week++) {
            LocalDate monday = first.plusWeeks(week);
            bar(html, monday.toString(), summary.weeks().getOrDefault(monday, 0L), most);
        }
        return html.toString();
    }

    private static String remarks(Summary summary) {
        return summary.remarks().entrySet().stream()
                .map(each -> "<li><b>" + each.getValue() + "</b> " + words(each.getKey()) + "</li>")
                .collect(Collectors.joining());
    }

    private static String words(Remark.Kind kind) {
        return switch (kind) {
            case STALE -> "not used for longer than their limit";
            case OVER_AGE -> "older than their limit";
            case EMPTY_USER -> "users without password and credentials";
            case USE_UNKNOWN -> "whose use is not known";
            case OPEN_TRUST -> "roles that other accounts may assume";
            case BROAD_AGENT -> "agents' roles with broad standing access";
            case ROOT_KEY -> "credentials of the root user";
        };
    }

    private static String notes(Summary summary) {
        return summary.notes().stream()
                .map(note -> "<li>" + Html.escape(note) + "</li>")
                .collect(Collectors.joining());
    }

    private static String hash(String script) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(script.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String resource(String name) {
        try (var stream = HtmlReport.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }
}
