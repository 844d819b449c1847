package dev.curfew.functions.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.caller.Callers;
import dev.curfew.core.caller.SampleProofs;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lease.Holder;
import dev.curfew.core.lifecycle.LifecycleEvents.What;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.Operating;
import dev.curfew.core.lifecycle.Person;
import dev.curfew.core.lifecycle.RecordedLifecycleEvents.Told;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.core.sweep.Step;
import dev.curfew.core.task.InMemoryTasks;
import dev.curfew.core.task.SampleStack;
import dev.curfew.core.task.TaskApplication;
import dev.curfew.core.watch.Closing;
import dev.curfew.core.watch.InMemoryFindings;
import dev.curfew.core.watch.InMemoryHalts;
import dev.curfew.core.watch.Lifting;
import dev.curfew.core.watch.SampleFindings;
import dev.curfew.core.watch.SampleHalts;
import dev.curfew.functions.GoldenFiles;
import dev.curfew.functions.SampleAccount;
import dev.curfew.functions.Speakers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperateHandlerTest {

    private static final List<Person> PEOPLE = List.of(new Person("U012AB3CD", "dana", null));

    private final SampleAccount account = new SampleAccount();
    private final InMemoryTasks tasks = new InMemoryTasks();
    private final List<Step.Next> steps = new ArrayList<>();
    private final InMemoryHalts halts = new InMemoryHalts();
    private final InMemoryFindings findings = new InMemoryFindings();

    OperateHandlerTest() {
        findings.put(null, SampleFindings.OPEN);
        halts.write(
                SampleHalts.halted(
                        new Holder(
                                "AIDAHALTED0000000001",
                                "arn:aws:iam::123456789012:user/team",
                                "arn:aws:iam::123456789012:user/team"),
                        SampleAccount.NOW));
    }

    static List<String> cases() {
        return GoldenFiles.cases("operate");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheGoldenFileSays(String name) throws IOException {
        GoldenFiles.check("operate", name, handler(name));
    }

    /** Whatever is refused has changed nothing anywhere. */
    @ParameterizedTest
    @MethodSource("cases")
    void aRefusalChangesNothing(String name) throws IOException {
        Terms before = account.catalogue.terms();
        int writes = account.inventory.writes();

        JsonNode answer = send(name);

        if (answer.has("refused") && !name.equals("restore-gone")) {
            assertThat(account.orders).isEmpty();
            assertThat(account.inventory.writes()).isEqualTo(writes);
            assertThat(account.catalogue.terms()).isEqualTo(before);
            assertThat(account.events.told()).isEmpty();
            assertThat(account.events.halts()).isEmpty();
            assertThat(tasks.list()).isEmpty();
            assertThat(steps).isEmpty();
            assertThat(findings.told()).isEmpty();
            assertThat(halts.halted()).hasSize(1);
        }
    }

    @Test
    void aRestoreGivesBackAndTellsWhoAsked() throws IOException {
        send("restore");

        assertThat(account.orders).containsExactly("enable " + SampleAccount.TAKEN);
        assertThat(account.now(SampleAccount.TAKEN).status()).isEqualTo(IdentityStatus.ACTIVE);
        assertThat(account.now(SampleAccount.TAKEN).steps().postponedTo())
                .isEqualTo(SampleAccount.NOW.plus(Duration.ofDays(7)));
        assertThat(account.events.told())
                .containsExactly(
                        new Told(What.RESTORED, SampleAccount.TAKEN, SampleProofs.CI.arn()));
        assertThat(account.inventory.journal(SampleAccount.TAKEN).getLast().by())
                .isEqualTo(SampleProofs.CI.arn());
    }

    @Test
    void whatIsAskedInSlackIsDoneInTheNameOfThePerson() throws IOException {
        send("slack-restore");

        assertThat(account.orders).containsExactly("enable " + SampleAccount.TAKEN);
        assertThat(account.inventory.journal(SampleAccount.TAKEN).getLast().by())
                .isEqualTo("dana via Slack (U012AB3CD)");
    }

    @Test
    void limitsBelongToWhoeverAppliedThem() throws IOException {
        send("limits-apply");

        Limits limits = account.catalogue.terms().limits();
        assertThat(limits.appliedBy()).isEqualTo(SampleProofs.CI.arn());
        assertThat(limits.rules()).hasSize(1);
    }

    @Test
    void stopHaltsAndResumeGoesOn() throws IOException {
        send("stop");
        assertThat(account.catalogue.terms().stop())
                .satisfies(stop -> {
                    assertThat(stop).isNotNull();
                    assertThat(stop.by()).isEqualTo(SampleProofs.CI.arn());
                });

        send("resume");
        assertThat(account.catalogue.terms().stop()).isNull();
        assertThat(account.events.halts()).hasSize(2);
    }

    @Test
    void aHaltIsLiftedInTheNameOfWhoAsks() throws IOException {
        send("lease-resume");

        assertThat(halts.halted()).isEmpty();
        assertThat(findings.told()).containsExactly("lifted " + SampleProofs.CI.arn());
        assertThat(halts.journal().getLast().by()).isEqualTo(SampleProofs.CI.arn());
    }

    @Test
    void aFindingIsClosedInTheNameOfWhoAsks() throws IOException {
        send("finding-close");
        send("finding-close");

        assertThat(findings.find(SampleFindings.ID).orElseThrow().isOpen()).isFalse();
        assertThat(findings.told()).containsExactly("closed " + SampleProofs.CI.arn());
    }

    @Test
    void aSweepIsAskedForInTheNameOfWhoAsks() throws IOException {
        send("sweep");
        send("sweep-plan");

        assertThat(steps)
                .containsExactly(
                        new Step.Next(
                                new Step.Start(SampleAccount.NOW, SampleProofs.CI.arn(), true),
                                Duration.ZERO),
                        new Step.Next(
                                new Step.Start(SampleAccount.NOW, SampleProofs.CI.arn(), false),
                                Duration.ZERO));
    }

    @Test
    void aRequestIsTakenOnce() throws IOException {
        OperateHandler handler = handler("restore");
        send("restore", handler);

        JsonNode again = send("restore", handler);

        assertThat(again.at("/refused/code").asText()).isEqualTo("proof-used");
        assertThat(account.orders).hasSize(1);
    }

    private JsonNode send(String name) throws IOException {
        return send(name, handler(name));
    }

    private static JsonNode send(String name, OperateHandler handler) throws IOException {
        byte[] event = Files.readAllBytes(GoldenFiles.event("operate", name));
        return Json.MAPPER.readTree(GoldenFiles.send(event, handler));
    }

    private OperateHandler handler(String name) {
        String role =
                name.equals("lease-session")
                        ? "arn:aws:iam::123456789012:role/curfew/ci"
                        : SampleProofs.CI.principal();
        Callers callers =
                new Callers(
                        SampleProofs.AUDIENCE,
                        proof -> SampleProofs.confirmed(SampleProofs.CI),
                        new SampleProofs.InMemoryUsedProofs(),
                        (bearer, id) -> Optional.of(role),
                        ids -> Map.of());
        return new OperateHandler(
                OperateHandler.operations(
                        new TaskApplication(tasks, SampleStack.FORBIDDEN),
                        new Operating(
                                account.inventory,
                                account.iam,
                                account.credentials(),
                                account.iam,
                                account.catalogue,
                                account.events,
                                SampleAccount.CLOCK),
                        steps::add,
                        new Lifting(halts, findings, SampleAccount.CLOCK),
                        new Closing(findings, findings, SampleAccount.CLOCK),
                        SampleAccount.CLOCK,
                        GoldenFiles.metrics()),
                callers,
                new Speakers(
                        name.startsWith("slack-") ? SampleProofs.CI.id() : "AROASLACK00000000001",
                        () -> account.catalogue.terms().limits().with(PEOPLE)),
                SampleAccount.CLOCK,
                GoldenFiles.metrics());
    }
}
