package dev.curfew.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Holder;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.Samples;
import dev.curfew.core.lease.WatchedLeases;
import dev.curfew.core.watch.SampleFindings;
import dev.curfew.core.watch.SampleHalts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Findings about sessions, and holders that are halted. */
class WatchCommandsTest {

    private final Run run = new Run();

    @Test
    void findingsOfSessionsAreListedAndNotesOnlyWhenAskedFor() {
        run.stacks.findings = List.of(SampleFindings.OPEN, SampleFindings.NOTE);

        assertThat(run.line("finding", "list").out())
                .contains("OUT_OF_SCOPE", "LEASE", "ci", SampleFindings.ID)
                .doesNotContain(SampleFindings.NOTE.id());
        assertThat(run.line("finding", "list", "--all").out()).contains(SampleFindings.NOTE.id());
        assertThat(run.line("finding", "list", "--finding", "ESCAPE").out())
                .startsWith("no findings");
        assertThat(
                        Json.read(run.line("finding", "list", "--json").out())
                                .at("/findings/0/id")
                                .asText())
                .isEqualTo(SampleFindings.ID);
    }

    @Test
    void aFindingIsShownFromItsEvidenceToWhatItLedTo() {
        InMemoryLeases leases = new InMemoryLeases();
        Lease lease = WatchedLeases.active(leases, "aaaaaaaaaaaa");
        run.stacks.leases =
                List.of(WatchedLeases.revoked(leases, lease, Samples.ISSUED.plusSeconds(33)));
        run.stacks.findings = List.of(SampleFindings.OPEN);

        Run.Ended shown = run.line("finding", "show", SampleFindings.ID);

        assertThat(shown.exit()).isZero();
        assertThat(shown.out())
                .contains("0e0e0e0e-0000-4000-8000-000000000001  from 203.0.113.7")
                .contains("revocation asked for")
                .contains("lease      aaaaaaaaaaaa, REVOKED")
                .contains("denied     2000 ms later")
                .contains("seen       ");
        assertThat(
                        Json.read(run.line("finding", "show", SampleFindings.ID, "--json").out())
                                .at("/leaseNow/receipt/deniedAt")
                                .asText())
                .isNotEmpty();
    }

    @Test
    void aFindingThatThereIsNotIsLookedForAmongIdentities() {
        Run.Ended unknown = run.line("finding", "show", "f00000000099");

        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).startsWith("refused (identity-unknown)");
    }

    @Test
    void aFindingIsClosedThroughOperate() {
        run.stacks.answers.add("{\"closed\": {\"finding\": \"f00000000001\"}}");

        Run.Ended closed =
                run.line("finding", "close", "f00000000001", "--reason", "a test of ours");

        assertThat(closed.out()).contains("finding f00000000001 is closed");
        assertThat(run.stacks.calls.getFirst().request().toString())
                .contains("finding.close", "a test of ours");
    }

    @Test
    void whoIsHaltedIsListedAndResumedByItsArn() {
        Holder team =
                new Holder(
                        "AIDATEAM000000000001",
                        "arn:aws:iam::123456789012:user/team",
                        "arn:aws:iam::123456789012:user/team");
        assertThat(run.line("lease", "halts").out()).startsWith("no holder is halted");
        run.stacks.halts = List.of(SampleHalts.halted(team, Samples.ISSUED).after());
        run.stacks.answers.add(
                "{\"lifted\": {\"holder\": \"arn:aws:iam::123456789012:user/team\"}}");

        assertThat(run.line("lease", "halts").out()).contains("team", "AIDATEAM000000000001");
        assertThat(
                        Json.read(run.line("lease", "halts", "--json").out())
                                .at("/halts/0/revocations/1/finding")
                                .asText())
                .isEqualTo("f22222222222");
        Run.Ended resumed =
                run.line("lease", "resume", "--holder", team.arn(), "--reason", "mended");

        assertThat(resumed.out()).contains("issued again to " + team.arn());
        assertThat(run.stacks.calls.getFirst().request().path("holder").asText())
                .isEqualTo(team.id());
    }
}
