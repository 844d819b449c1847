package dev.curfew.functions.operate;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.caller.Callers;
import dev.curfew.core.document.Schema;
import dev.curfew.core.lifecycle.Operating;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.sweep.StepQueue;
import dev.curfew.core.task.TaskApplication;
import dev.curfew.core.watch.Closing;
import dev.curfew.core.watch.Lifting;
import dev.curfew.functions.Answers;
import dev.curfew.functions.JsonFunction;
import dev.curfew.functions.Speakers;
import dev.curfew.functions.Speakers.Speaker;
import dev.curfew.functions.Wiring;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Carries out what people ask for who prove who they are: {@code {"operation": NAME, …}}, each
 * operation with a schema of its own.
 */
public final class OperateHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OperateHandler.class);
    private static final Schema SCHEMA = Schema.named("operate-request");

    /** An operation, and what may be asked of it. */
    private record Known(Operation operation, Schema schema) {}

    private final Map<String, Known> operations = new TreeMap<>();
    private final Speakers speakers;
    private final Metrics metrics;
    private final JsonFunction function;

    /** For Lambda. */
    public OperateHandler() {
        this(new Wiring("operate"));
    }

    private OperateHandler(Wiring wiring) {
        this(
                operations(wiring),
                wiring.callers(),
                wiring.speakers(wiring.catalogue()),
                Clock.systemUTC(),
                wiring.metrics());
    }

    private static List<Operation> operations(Wiring wiring) {
        return operations(
                new TaskApplication(wiring.tasks(), wiring.forbidden()),
                new Operating(
                        wiring.inventory(),
                        wiring.account(),
                        wiring.credentials(),
                        wiring.quarantine(),
                        wiring.catalogue(),
                        wiring.lifecycleEvents(),
                        Clock.systemUTC()),
                wiring.stepQueue(),
                new Lifting(wiring.halts(), wiring.findingEvents(), Clock.systemUTC()),
                new Closing(wiring.findings(), wiring.findingEvents(), Clock.systemUTC()),
                Clock.systemUTC(),
                wiring.metrics());
    }

    static List<Operation> operations(
            TaskApplication tasks,
            Operating operating,
            StepQueue steps,
            Lifting lifting,
            Closing closing,
            Clock clock,
            Metrics metrics) {
        return List.of(
                new ApplyTasks(tasks, metrics),
                new ApplyLimits(operating),
                new Restore(operating),
                new Exempt(operating),
                new Approve(operating),
                new NameOwner(operating),
                new StopAll(operating),
                new Resume(operating),
                new Sweep(steps, clock),
                new LiftHalt(lifting),
                new CloseFinding(closing));
    }

    OperateHandler(
            List<Operation> operations,
            Callers callers,
            Speakers speakers,
            Clock clock,
            Metrics metrics) {
        for (Operation operation : operations) {
            String schema = operation.name().replace('.', '-') + "-request";
            this.operations.put(operation.name(), new Known(operation, Schema.named(schema)));
        }
        this.speakers = speakers;
        this.metrics = metrics;
        this.function = JsonFunction.answeringCallers(metrics, callers, clock, this::answer);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        function.handle(in, out, context);
    }

    private JsonNode answer(Caller caller, JsonNode request) {
        if (caller.isBrokered()) {
            return refused(
                    caller,
                    new Refusal(
                            "operator-not-allowed",
                            "`"
                                    + caller.arn()
                                    + "` is the session of a lease, which may ask for nothing here",
                            "let a person ask, with credentials of their own"));
        }
        List<Problem> unknown = SCHEMA.check(request);
        if (!unknown.isEmpty()) {
            return refused(caller, Refusal.of("request-invalid", "the request", unknown));
        }
        Known known = operations.get(request.path("operation").asText());
        if (known == null) {
            throw new IllegalStateException("an operation of the schema is not built in");
        }
        List<Problem> problems = known.schema().check(request);
        if (!problems.isEmpty()) {
            return refused(caller, Refusal.of("request-invalid", "the request", problems));
        }
        return switch (speakers.of(caller, request, known.operation().isForOthers())) {
            case Speaker.Named(String by) -> carryOut(known.operation(), by, request);
            case Speaker.Refused(Refusal refusal) -> refused(caller, refusal);
        };
    }

    private JsonNode carryOut(Operation operation, String by, JsonNode request) {
        return switch (operation.carryOut(by, request)) {
            case Operation.Reply.Done(var answer) -> {
                metrics.addMetric("OperationsDone", 1, MetricUnit.COUNT);
                LOG.info(
                        "operation done",
                        entry("operation", operation.name()),
                        entry("identity", request.path("identity").asText()),
                        entry("by", by));
                yield answer;
            }
            case Operation.Reply.Refused(Refusal refusal) -> refused(by, refusal);
        };
    }

    private JsonNode refused(Caller caller, Refusal refusal) {
        return refused(caller.arn(), refusal);
    }

    private JsonNode refused(String by, Refusal refusal) {
        metrics.addMetric("OperationsRefused", 1, MetricUnit.COUNT);
        LOG.info("operation refused", entry("code", refusal.code()), entry("by", by));
        return Answers.refused(refusal);
    }
}
