package dev.curfew.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Action;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.Stop;
import dev.curfew.core.lifecycle.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifecycleCommandsTest {

    private static final Instant MADE = Instant.parse("2025-11-01T08:00:00Z");
    private static final Instant READ = Instant.parse("2026-03-01T00:30:00Z");

    private final Run run = new Run();

    private static Identity key() {
        return Identity.found(
                        "AKIAEXAMPLE",
                        IdentityKind.ACCESS_KEY,
                        "123456789012",
                        "svc-backup",
                        IdentityStatus.ACTIVE,
                        MADE,
                        MADE)
                .edit()
                .user("AIDAEXAMPLE")
                .created(new Identity.Creation(null, MADE))
                .evidence(new Evidence(new LastUse.Used(MADE, "s3", "eu-west-1"), READ))
                .findings(
                        List.of(
                                new Finding(
                                        Finding.Kind.OVER_AGE,
                                        READ,
                                        "made on 2025-11-01, its limit is 90 days")))
                .first();
    }

    private static Identity principal(IdentityKind kind, String id) {
        return Identity.found(id, kind, "123456789012", "twin", IdentityStatus.ACTIVE, MADE, MADE);
    }

    @Test
    void anIdentityIsShownWithWhatBecomesOfIt() {
        run.stacks.identities = List.of(key());

        Run.Ended shown = run.line("identity", "show", "AKIAEXAMPLE");

        assertThat(shown.exit()).isZero();
        assertThat(shown.out())
                .contains("identity   AKIAEXAMPLE")
                .contains("used       2025-11-01 08:00:00Z, s3 in eu-west-1")
                .contains("finding    OVER_AGE since 2026-03-01 00:30:00Z: made on 2025-11-01")
                .contains("decision   ");
    }

    @Test
    void whatIsNotKnownIsRefusedAndANameOfTwoIsNotGuessed() {
        run.stacks.identities =
                List.of(
                        principal(IdentityKind.USER, "AIDATWIN"),
                        principal(IdentityKind.ROLE, "AROATWIN"));

        Run.Ended unknown = run.line("identity", "show", "AKIANONE");
        Run.Ended twin = run.line("identity", "restore", "twin", "--reason", "it is needed");

        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).startsWith("refused (identity-unknown)");
        assertThat(twin.exit()).isEqualTo(1);
        assertThat(twin.err()).contains("AIDATWIN or AROATWIN");
        assertThat(run.stacks.calls).isEmpty();
    }

    @Test
    void aRestoreSaysHowLongItIsLeftAlone() {
        run.stacks.identities = List.of(key());
        run.stacks.answers.add(
                """
                {"identity": {"id": "AKIAEXAMPLE", "status": "ACTIVE", "postponedTo": "2026-03-08T09:30:00Z"}}
                """);

        Run.Ended restored =
                run.line("identity", "restore", "AKIAEXAMPLE", "--reason", "nightly backup");

        assertThat(run.stacks.calls.getFirst().request())
                .isEqualTo(
                        Json.read(
                                """
                                {"operation": "restore", "identity": "AKIAEXAMPLE", "reason": "nightly backup"}
                                """));
        assertThat(restored.out())
                .isEqualToIgnoringNewLines(
                        "restored AKIAEXAMPLE: it is ACTIVE, and left alone until 2026-03-08 09:30:00Z");
    }

    @Test
    void anExemptionNeedsAnOwnerAReasonAndALength() {
        run.stacks.identities = List.of(key());
        run.stacks.answers.add(
                "{\"identity\": {\"id\": \"AKIAEXAMPLE\"}, \"exemption\": {\"until\": \"2026-03-31T09:30:00Z\"}}");

        assertThat(run.line("identity", "exempt", "AKIAEXAMPLE", "--reason", "x").exit())
                .isEqualTo(2);
        Run.Ended exempted =
                run.line(
                        "identity",
                        "exempt",
                        "AKIAEXAMPLE",
                        "--owner",
                        "team-a",
                        "--reason",
                        "migration",
                        "--for",
                        "30d");

        assertThat(run.stacks.calls.getFirst().request().path("for").asText()).isEqualTo("PT720H");
        assertThat(exempted.out()).contains("exempted AKIAEXAMPLE until 2026-03-31 09:30:00Z");
    }

    @Test
    void findingsAreListedAndShownWithTheirEvidence() {
        run.stacks.identities = List.of(key());

        assertThat(run.line("finding", "list").out())
                .contains("OVER_AGE")
                .contains("svc-backup")
                .contains("AKIAEXAMPLE");
        assertThat(run.line("finding", "list", "--finding", "STALE").out())
                .startsWith("no findings");
        assertThat(run.line("finding", "show", "AKIAEXAMPLE").out())
                .contains("    made on 2025-11-01, its limit is 90 days");
    }

    @Test
    void aSweepIsWaitedForAndItsPlanTold() {
        Plan plan =
                new Plan(
                        "2026-03-01T09:30:00Z",
                        READ,
                        3,
                        true,
                        null,
                        Map.of(IdentityKind.ACCESS_KEY, 1),
                        List.of(
                                new Plan.Planned(
                                        "AKIAEXAMPLE",
                                        IdentityKind.ACCESS_KEY,
                                        "svc-backup",
                                        Action.DISABLE,
                                        READ,
                                        "121 days old, its limit is 90 days")),
                        List.of(),
                        List.of());
        run.stacks.answers.add("{\"requested\": {\"run\": \"2026-03-01T09:30:00Z\"}}");
        run.stacks.plans.add(plan);

        Run.Ended swept = run.line("sweep");

        assertThat(run.stacks.calls.getFirst().request().path("execute").asBoolean()).isTrue();
        assertThat(swept.out())
                .contains("by limits version 3: 1 to be taken, 0 waiting, 0 shown only")
                .contains("DISABLE")
                .contains("AKIAEXAMPLE: 121 days old, its limit is 90 days");
    }

    @Test
    void aSweepWithoutAPlanIsSaidToGoOn() {
        run.stacks.answers.add("{\"requested\": {\"run\": \"2026-03-01T09:30:00Z\"}}");

        Run.Ended swept = run.line("sweep", "--plan", "--wait", "1s");

        assertThat(run.stacks.calls.getFirst().request().path("execute").asBoolean()).isFalse();
        assertThat(run.stacks.paused).isPositive();
        assertThat(swept.exit()).isEqualTo(2);
        assertThat(swept.err()).contains("has no plan after 1s");
    }

    @Test
    void theLimitsInForceAreAFileToApply() {
        run.stacks.terms =
                new Terms(
                        run.stacks.terms.limits(),
                        Map.of(),
                        new Stop(READ, "arn:aws:iam::123456789012:user/alice", "an incident"),
                        List.of());

        Run.Ended shown = run.line("limits", "show");

        assertThat(shown.err())
                .contains("nobody has applied limits yet")
                .contains("stopped by arn:aws:iam::123456789012:user/alice: an incident");
        run.input = shown.out();
        run.stacks.answers.add("{\"applied\": {\"version\": 1, \"by\": \"arn\"}}");
        assertThat(run.line("limits", "apply", "-").out()).contains("in force: limits, version 1");
    }

    @Test
    void aProblemInTheLimitsIsToldWithItsLine() {
        run.input = "enforce: [ACCESS_KEY]\nkinds:\n  ACCESS_KEY:\n    age: soon\n";
        run.stacks.answers.add(
                """
                {"refused": {"code": "limits-invalid", "message": "the limits are not valid", "help": "mend it",
                 "problems": [{"path": "/kinds/ACCESS_KEY/age", "message": "`soon` is not a duration", "help": "write it as 90d"}]}}
                """);

        Run.Ended refused = run.line("limits", "apply", "-");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("standard input:4: `soon` is not a duration");
    }

    @Test
    void namingAnOwnerNeedsNoReason() {
        run.stacks.identities = List.of(key().edit().owner("ops").done());
        run.stacks.answers.add(
                "{\"identity\": {\"id\": \"AKIAEXAMPLE\", \"owner\": \"data-team\"}}");

        Run.Ended named = run.line("identity", "owner", "AKIAEXAMPLE", "data-team");

        assertThat(named.exit()).isEqualTo(ExitCode.DONE);
        assertThat(named.out()).isEqualTo("named: data-team answers for AKIAEXAMPLE\n");
        assertThat(run.stacks.calls.getFirst().request())
                .isEqualTo(
                        Json.read(
                                """
                                {"operation": "owner", "identity": "AKIAEXAMPLE", "owner": "data-team"}
                                """));
        assertThat(run.line("identity", "owner", "AKIAEXAMPLE").exit()).isEqualTo(ExitCode.ERROR);
        assertThat(run.line("identity", "show", "AKIAEXAMPLE").out())
                .contains("owner      ops, as a person said");
    }

    @Test
    void stopAndResumeSayWhatTheyDid() {
        run.stacks.answers.add(
                """
                {"stopped": {"at": "2026-03-01T09:00:00Z", "by": "arn:of-bob", "reason": "a fire"}}
                """);
        run.stacks.answers.add("{\"resumed\": {}}");

        assertThat(run.line("stop", "--reason", "an incident").out())
                .startsWith("stopped")
                .contains("2026-03-01", "by arn:of-bob");
        assertThat(run.line("resume", "--reason", "it is over").out()).startsWith("resumed");
    }
}
