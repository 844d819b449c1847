package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Invocation;
import dev.curfew.cli.stack.Overview;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stack, whose functions answer what a test says. */
final class FakeStacks implements Stacks, Stack {

    record Call(String stack, Function function, JsonNode request) {}

    final List<Call> calls = new ArrayList<>();
    final Deque<String> answers = new ArrayDeque<>();
    List<Task> tasks = List.of();
    List<Identity> identities = List.of();
    List<Lease> leases = List.of();
    List<Finding> findings = List.of();
    List<Halt> halts = List.of();
    String caller = "arn:aws:iam::123456789012:user/alice";
    final List<String> asked = new ArrayList<>();
    Verdict verdict = new Verdict("none", List.of(), List.of(), null);
    Report report = new Report(0, 0, List.of(), 0, null, List.of());
    Overview overview = new Overview("http://127.0.0.1:1", null, List.of(), List.of());
    Terms terms = new Terms(Limits.DEFAULT, Map.of(), null, List.of());
    final List<Plan> plans = new ArrayList<>();
    int paused;
    @Nullable String profile;
    private String opened = "";

    @Override
    public Stack open(String name) {
        if (name.equals("missing")) {
            throw new Trouble("there is no stack `missing`", "name another");
        }
        opened = name;
        return this;
    }

    @Override
    public Stacks as(String profile) {
        this.profile = profile;
        return this;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("AWS_REGION", "eu-west-1");
    }

    @Override
    public Overview overview(String name) {
        opened = name;
        return overview;
    }

    @Override
    public Answer invoke(Function function, JsonNode request) {
        calls.add(new Call(opened, function, request));
        return Answer.of(Json.read(answers.remove()));
    }

    @Override
    public Invocation prepare(Function function, JsonNode request) {
        return new Invocation(
                function.in(opened) + ":live",
                "the-context",
                Json.MAPPER.createObjectNode().put("request", request.toString()));
    }

    @Override
    public List<Task> tasks() {
        return tasks;
    }

    @Override
    public Verdict journal(String subject, Instant now) {
        asked.add(subject);
        return verdict;
    }

    @Override
    public Report verify(@Nullable String subject, Instant now) {
        asked.add(String.valueOf(subject));
        return report;
    }

    @Override
    public String caller() {
        return caller;
    }

    @Override
    public List<Lease> leases() {
        return leases;
    }

    @Override
    public Optional<Lease> lease(LeaseId id) {
        return leases.stream().filter(lease -> lease.id().equals(id)).findFirst();
    }

    @Override
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public Optional<Finding> finding(String id) {
        return findings.stream().filter(finding -> finding.id().equals(id)).findFirst();
    }

    @Override
    public List<Halt> halts() {
        return halts;
    }

    @Override
    public List<Identity> identities() {
        return identities;
    }

    @Override
    public Terms terms() {
        return terms;
    }

    @Override
    public Optional<Plan> plan(String run) {
        return plans.stream().filter(plan -> plan.run().equals(run)).findFirst();
    }
}
