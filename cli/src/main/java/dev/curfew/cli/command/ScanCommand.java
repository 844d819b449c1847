package dev.curfew.cli.command;

import dev.curfew.cli.scan.CsvReport;
import dev.curfew.cli.scan.HtmlReport;
import dev.curfew.cli.scan.JsonReport;
import dev.curfew.cli.scan.Permissions;
import dev.curfew.cli.scan.Report;
import dev.curfew.cli.scan.ScannedAccounts;
import dev.curfew.cli.scan.TableReport;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.yaml.Yaml;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.LimitsDocument;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.core.scan.Scan;
import dev.curfew.core.scan.Seen;
import dev.curfew.core.scan.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code curfew scan}: what is in an account, and what Curfew would make of it. */
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the users, keys, roles and service credentials of the account that your AWS credentials reach: their",
            "age, their last use, and what Curfew would do with them, and when. It only reads, and needs nothing installed.",
            "Limits are Curfew's defaults, as if they were enforced, or those of --limits as that file says."
        })
public final class ScanCommand implements Callable<Integer> {

    private static final int ROWS = 40;

    private final Terminal terminal;
    private final Input input;
    private final Clock clock;
    private final Pause pause;
    private final ScannedAccounts accounts;
    private final boolean isWatched;

    @ArgGroup(exclusive = true)
    private Form form = new Form();

    /** How it is told. */
    static final class Form {
        @Option(names = JsonOption.NAME, description = "Print all of it as JSON.")
        private boolean json;

        @Option(names = "--csv", description = "Print all of it as CSV.")
        private boolean csv;

        @Option(
                names = "--html",
                paramLabel = "FILE",
                description = "Write all of it into one page, to be opened in a browser.")
        private @Nullable Path html;
    }

    @Option(
            names = "--key-ids",
            description = "Show the ids of access keys too; this costs one call a user.")
    private boolean keyIds;

    @Option(
            names = "--limits",
            paramLabel = "FILE.yaml",
            description = "Limits to judge by, as for `limits apply`; - reads standard input.")
    private @Nullable Path limits;

    @Option(
            names = "--permissions",
            description = "Print a policy with all that it needs, and scan nothing.")
    private boolean permissions;

    /**
     * @param isWatched whether a person looks at standard error, to be told how far it is
     */
    public ScanCommand(
            Terminal terminal,
            InputStream input,
            Clock clock,
            Pause pause,
            ScannedAccounts accounts,
            boolean isWatched) {
        this.terminal = terminal;
        this.input = new Input(input);
        this.clock = clock;
        this.pause = pause;
        this.accounts = accounts;
        this.isWatched = isWatched;
    }

    @Override
    public Integer call() {
        if (permissions) {
            terminal.json(Permissions.policy(keyIds));
            return ExitCode.DONE;
        }
        Path file = limits;
        Optional<Limits> chosen =
                file == null ? Optional.of(Limits.DEFAULT.enforced()) : read(file);
        if (chosen.isEmpty()) {
            return ExitCode.REFUSED;
        }
        Terms terms = new Terms(chosen.get(), Map.of(), null, List.of());
        Path page = form.html;
        if (page == null) {
            scan(terms, printed());
            return ExitCode.DONE;
        }
        try (HtmlReport report = new HtmlReport(page, clock.instant())) {
            scan(terms, report).notes().forEach(note -> terminal.note("note: " + note));
        } catch (IOException | UncheckedIOException unwritten) {
            throw new Trouble(
                    "`" + page + "` cannot be written",
                    "name a file that you may write",
                    unwritten);
        }
        terminal.line("written: " + page);
        return ExitCode.DONE;
    }

    private Report printed() {
        if (form.json) {
            return new JsonReport(terminal.outWriter());
        }
        return form.csv
                ? new CsvReport(terminal, terminal.outWriter())
                : new TableReport(terminal, ROWS);
    }

    private Summary scan(Terms terms, Report report) {
        Summary summary =
                accounts.scan(
                        keyIds,
                        sources ->
                                new Scan(sources, terms, clock, pause::of)
                                        .run(isWatched ? new Told(report) : report));
        report.end(summary);
        return summary;
    }

    /** Tells besides how far the scan is. */
    private final class Told implements Report {
        private final Report report;

        private Told(Report report) {
            this.report = report;
        }

        @Override
        public void seen(Seen seen) {
            report.seen(seen);
        }

        @Override
        public void progress(String what, long number) {
            terminal.note(number == 0 ? what : what + ": " + number);
        }

        @Override
        public void end(Summary summary) {
            report.end(summary);
        }
    }

    private Optional<Limits> read(Path file) {
        return OneDocument.read(terminal, input, file, "limits")
                .flatMap(document ->
                        switch (LimitsDocument.read(document.content())) {
                            case LimitsDocument.Read.Valid(Limits valid) -> Optional.of(valid);
                            case LimitsDocument.Read.Invalid(var problems) -> {
                                Refusals.tell(
                                        terminal,
                                        problems.stream()
                                                .map(problem ->
                                                        new Yaml.Located(
                                                                document.place(problem.path()),
                                                                problem))
                                                .toList());
                                yield Optional.empty();
                            }
                        });
    }
}
