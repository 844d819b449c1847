package dev.curfew.cli.command;

import static dev.curfew.core.scan.FakeAccount.NOW;
import static dev.curfew.core.scan.FakeAccount.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.scan.ScannedAccounts;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.scan.FakeAccount;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code curfew scan}, in each of its forms. */
class ScanCommandTest {

    private static final String HOSTILE = "=cmd|' /C calc'!A0<script>alert(1)</script>";

    private final FakeAccount account = new FakeAccount();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @TempDir private Path folder = Path.of(".");

    @BeforeEach
    void account() {
        account.user("ann", 300, false, key(1, true, 200, 5), key(2, true, 20, null))
                .role("/", "open", "\"*\"", 1)
                .service("ann", "bedrock.amazonaws.com", 10);
    }

    private int scan(String input, boolean isWatched, String... arguments) {
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        ScannedAccounts accounts = (keyIds, scan) -> scan.apply(account.sources(keyIds));
        return new CommandLine(
                        new ScanCommand(
                                terminal,
                                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                                Clock.fixed(NOW, ZoneOffset.UTC),
                                length -> {},
                                accounts,
                                isWatched))
                .setErr(terminal.errWriter())
                .execute(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTableShowsTheNumbersAndWhatIsPressing() {
        assertThat(scan("", false)).isZero();

        assertThat(out().lines().map(String::stripTrailing))
                .containsExactly(
                        "account 123456789012",
                        "KIND                ALL  OFF  NEVER USED  DUE NOW  IN 30 DAYS",
                        "ACCESS_KEY          2    0    1           1        0",
                        "USER                1    0    -           0        0",
                        "ROLE                1    0    0           0        0",
                        "SERVICE_CREDENTIAL  1    0    0           0        0",
                        "",
                        "KIND                NAME                        AGE   LAST USED    CURFEW WOULD          LOOK AT",
                        "ACCESS_KEY          ann, key 1                  200d  5d ago, s3   warn now              OVER_AGE",
                        "ROLE                open                        400d  1d ago       report on 2026-05-29  OPEN_TRUST",
                        "ACCESS_KEY          ann, key 2                  20d   never        warn on 2026-05-03",
                        "SERVICE_CREDENTIAL  ann, bedrock.amazonaws.com  10d   not tracked  warn on 2026-05-13",
                        "USER                ann                         300d  never        -",
                        "",
                        "OVER_AGE: 1",
                        "OPEN_TRUST: 1");
        assertThat(err()).isEmpty();
    }

    @Test
    void aLargeAccountsTableIsCutAndSaysSo() {
        for (int i = 0; i < 60; i++) {
            account.user("user-" + i, 300, true, key(1, true, 40, 1));
        }

        scan("", false);

        assertThat(out().lines()).hasSizeLessThan(60);
        assertThat(err()).contains("85 more are not shown");
    }

    @Test
    void jsonHasAllOfIt() {
        account.denied.add("iam:ListServiceSpecificCredentials");

        assertThat(scan("", false, "--json")).isZero();

        JsonNode read = Json.read(out());
        assertThat(read.path("identities")).hasSize(4);
        // Its user's other key was used less recently, and would go first.
        assertThat(read.at("/identities/2/ahead").findValuesAsText("action"))
                .containsExactly("WARN");
        assertThat(read.at("/identities/3/ahead").findValuesAsText("action"))
                .containsExactly("WARN", "DISABLE", "DELETE");
        assertThat(read.at("/identities/2/use/told").asText()).isEqualTo("USED");
        assertThat(read.at("/summary/kinds/ACCESS_KEY/due").asInt()).isEqualTo(1);
        assertThat(read.at("/notes/0").asText()).contains("iam:ListServiceSpecificCredentials");
    }

    @Test
    void csvGivesNoSpreadsheetAFormula() {
        account.user(HOSTILE, 10, true, key(1, true, 5, 1));

        assertThat(scan("", false, "--csv")).isZero();

        assertThat(out().lines().findFirst()).get().asString().startsWith("kind,name,slot,id,arn");
        assertThat(out()).contains("'=cmd|").doesNotContain(",=cmd");
    }

    @Test
    void thePageIsWholeHarmlessAndAlone() throws IOException {
        account.user(HOSTILE, 10, true, key(1, true, 5, 1));
        Path page = folder.resolve("report.html");

        assertThat(scan("", false, "--html", page.toString())).isZero();

        String html = Files.readString(page);
        assertThat(html)
                .contains("ann, key 1", "made at", "&lt;script&gt;alert", "script-src 'sha256-")
                .doesNotContain("<script>alert", "{{", "http://", "https://");
        assertThat(html.split("<tr data-kind", -1)).hasSize(8);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(page);
        }
    }

    @Test
    void aPageThatCannotBeWrittenIsAnErrorAndLeavesNothing() {
        Path nowhere = folder.resolve("missing").resolve("report.html");

        assertThat(scan("", false, "--html", nowhere.toString())).isNotZero();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void limitsOfAFileAreJudgedByAsTheySay() {
        assertThat(
                        scan(
                                "enforce: [ACCESS_KEY]\nkinds: {ACCESS_KEY: {age: 10d, idle: 10d, warn: 1d, new: 1d}}\n",
                                false,
                                "--json",
                                "--limits",
                                "-"))
                .isZero();

        assertThat(Json.read(out()).at("/summary/kinds/ACCESS_KEY/due").asInt()).isEqualTo(2);
    }

    @Test
    void limitsThatAreWrongAreRefusedWithTheirPlaces() {
        assertThat(scan("kinds: {ACCESS_KEY: {age: soon}}\n", false, "--limits", "-")).isEqualTo(1);

        assertThat(err()).contains("standard input:1: `soon`");
        assertThat(account.calls).isEmpty();
    }

    @Test
    void thePermissionsAreAllItCalls() {
        scan("", false, "--permissions", "--key-ids");
        String policy = out();
        account.listed("ann", "AKIAONE", 3, new LastUse.Never());
        scan("", false, "--key-ids");

        assertThat(account.calls)
                .isNotEmpty()
                .allSatisfy(call -> assertThat(policy).contains(call));
    }

    @Test
    void whoLooksIsToldHowFarItIs() {
        scan("", true);

        assertThat(err()).contains("roles: 1", "users: 1");
    }

    @Test
    void twoFormsAtOnceAreWrongUse() {
        assertThat(scan("", false, "--json", "--csv")).isEqualTo(2);
    }
}
