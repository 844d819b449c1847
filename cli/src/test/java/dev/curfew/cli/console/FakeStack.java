package dev.curfew.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Invocation;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.journal.Report;
import dev.curfew.core.journal.Verdict;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.core.task.Task;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Halt;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stack that answers what a test says, and refuses to be read where a test says so. */
final class FakeStack implements Stack {

    record Asked(Function function, JsonNode request) {}

    final List<Asked> asked = new ArrayList<>();
    final Deque<String> answers = new ArrayDeque<>();

    /** What may not be read: {@code leases}, {@code identities} and so on. */
    final Set<String> denied = new HashSet<>();

    List<Lease> leases = List.of();
    List<Identity> identities = List.of();
    List<Finding> findings = List.of();
    Terms terms = new Terms(Limits.DEFAULT, Map.of(), null, List.of());
    Verdict verdict = new Verdict("none", List.of(), List.of(), null);

    private <T> T unlessDenied(String what, T value) {
        if (denied.contains(what)) {
            throw new Trouble(
                    "could not read the " + what + ": AWS answered AccessDeniedException",
                    "ask whoever gave you the credentials to allow it");
        }
        return value;
    }

    @Override
    public Answer invoke(Function function, JsonNode request) {
        asked.add(new Asked(function, request));
        if (answers.isEmpty()) {
            throw new Trouble("its answer did not come", "look before you ask again");
        }
        return Answer.of(Json.read(answers.remove()));
    }

    @Override
    public Invocation prepare(Function function, JsonNode request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String caller() {
        return ConsoleSamples.ANN;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public List<Task> tasks() {
        return List.of();
    }

    @Override
    public List<Lease> leases() {
        return unlessDenied("leases", leases);
    }

    @Override
    public Optional<Lease> lease(LeaseId id) {
        return leases().stream().filter(lease -> lease.id().equals(id)).findFirst();
    }

    @Override
    public List<Finding> findings() {
        return unlessDenied("findings", findings);
    }

    @Override
    public Optional<Finding> finding(String id) {
        return findings().stream().filter(finding -> finding.id().equals(id)).findFirst();
    }

    @Override
    public List<Halt> halts() {
        return unlessDenied("halts", List.of());
    }

    @Override
    public List<Identity> identities() {
        return unlessDenied("inventory", identities);
    }

    @Override
    public Terms terms() {
        return unlessDenied("limits", terms);
    }

    @Override
    public Optional<Plan> plan(String run) {
        return Optional.empty();
    }

    @Override
    public Verdict journal(String subject, Instant now) {
        return unlessDenied("journal", verdict);
    }

    @Override
    public Report verify(@Nullable String subject, Instant now) {
        throw new UnsupportedOperationException();
    }
}
