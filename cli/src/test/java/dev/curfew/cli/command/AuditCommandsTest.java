package dev.curfew.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.Flaw;
import dev.curfew.core.journal.Report;
import dev.curfew.core.journal.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditCommandsTest {

    private static final Instant AT = Instant.parse("2026-03-01T09:30:00Z");
    private static final Flaw CUT =
            new Flaw(
                    "AKIAEXAMPLE",
                    Flaw.Kind.MISSING_LAST,
                    "the last entry is missing: its item counts 2");
    private static final Entry CREATED =
            Chain.EMPTY.next(
                    "AKIAEXAMPLE",
                    AT,
                    "created",
                    "arn:aws:iam::000000000000:user/alice",
                    Map.of("name", "ci", "status", "ACTIVE"));

    private final Run run = new Run();

    @Test
    void aJournalIsShownWithWhoDidWhat() {
        Entry next =
                Chain.EMPTY
                        .with(CREATED)
                        .next("AKIAEXAMPLE", AT, "switched-off", "sso.amazonaws.com", Map.of());
        run.stacks.verdict = new Verdict("AKIAEXAMPLE", List.of(CREATED, next), List.of(), null);

        Run.Ended ended = run.line("audit", "show", "AKIAEXAMPLE");

        assertThat(ended)
                .isEqualTo(
                        new Run.Ended(
                                0,
                                """
                                NO  WHEN                  WHAT          BY                 DETAIL
                                1   2026-03-01 09:30:00Z  created       user/alice         name=ci status=ACTIVE
                                2   2026-03-01 09:30:00Z  switched-off  sso.amazonaws.com
                                the journal holds by itself
                                """,
                                ""));
        assertThat(run.stacks.asked).containsExactly("AKIAEXAMPLE");
    }

    @Test
    void aJournalThatDoesNotHoldIsShownAndSaysSo() {
        run.stacks.verdict = new Verdict("AKIAEXAMPLE", List.of(CREATED), List.of(CUT), null);

        Run.Ended ended = run.line("audit", "show", "AKIAEXAMPLE");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out())
                .contains("created")
                .endsWith(
                        "AKIAEXAMPLE: missing-last: the last entry is missing: its item counts 2\n");
    }

    @Test
    void jsonShowsAllOfEachEntry() {
        run.stacks.verdict = new Verdict("AKIAEXAMPLE", List.of(CREATED), List.of(CUT), null);

        Run.Ended ended = run.line("audit", "show", "AKIAEXAMPLE", "--json");
        JsonNode shown = Json.read(ended.out());

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(shown.path("holds").asBoolean()).isFalse();
        assertThat(shown.at("/entries/0/number").asInt()).isEqualTo(1);
        assertThat(shown.at("/entries/0/by").asText())
                .isEqualTo("arn:aws:iam::000000000000:user/alice");
        assertThat(shown.at("/entries/0/detail/name").asText()).isEqualTo("ci");
        assertThat(shown.at("/entries/0/hash").asText()).isEqualTo(CREATED.hash());
        assertThat(shown.at("/findings/0/kind").asText()).isEqualTo("missing-last");
    }

    @Test
    void aStrangerHasNoJournal() {
        assertThat(run.line("audit", "show", "AIDA9"))
                .satisfies(ended -> {
                    assertThat(ended.exit()).isEqualTo(1);
                    assertThat(ended.err()).contains("nothing is known of `AIDA9`");
                });
        assertThat(run.line("audit", "verify", "AIDA9").exit()).isEqualTo(1);
    }

    @Test
    void whatHoldsSaysSinceWhen() {
        run.stacks.report = new Report(3, 5, List.of(), 2, AT, List.of());

        assertThat(run.line("audit", "verify"))
                .isEqualTo(
                        new Run.Ended(
                                0,
                                """
                                3 journals with 5 entries: all as they were written
                                vouched for since 2026-03-01 09:30:00Z, by 2 seals
                                """,
                                ""));
        assertThat(run.stacks.asked).containsExactly("null");
    }

    @Test
    void withoutASealItVouchesSinceNever() {
        run.stacks.report = new Report(1, 1, List.of(), 0, null, List.of());
        assertThat(run.line("audit", "verify").out())
                .contains("vouched for since never: there is no seal yet");

        run.stacks.report = new Report(1, 1, List.of(), 4, null, List.of());
        assertThat(run.line("audit", "verify", "AKIAEXAMPLE").out())
                .contains("vouched for since never: none of 4 seals holds this journal yet");
    }

    @Test
    void eachFlawIsToldAndTheExitIs1() {
        run.stacks.report =
                new Report(1, 1, List.of(CUT), 1, AT, List.of("days without a seal: 2026-03-02"));

        assertThat(run.line("audit", "verify", "AKIAEXAMPLE"))
                .isEqualTo(
                        new Run.Ended(
                                1,
                                """
                                AKIAEXAMPLE: missing-last: the last entry is missing: its item counts 2
                                1 journal with 1 entry: 1 finding
                                vouched for since 2026-03-01 09:30:00Z, by 1 seal
                                """,
                                "note: days without a seal: 2026-03-02\n"));
    }

    @Test
    void jsonVerifiesForPrograms() {
        run.stacks.report = new Report(1, 1, List.of(CUT), 0, null, List.of("a note"));

        Run.Ended ended = run.line("audit", "verify", "--json");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(Json.read(ended.out()))
                .isEqualTo(
                        Json.read(
                                """
                                {"holds": false, "journals": 1, "entries": 1, "seals": 0, "vouchedSince": null,
                                 "findings": [{"about": "AKIAEXAMPLE", "kind": "missing-last",
                                   "text": "the last entry is missing: its item counts 2"}],
                                 "notes": ["a note"]}
                                """));
    }
}
