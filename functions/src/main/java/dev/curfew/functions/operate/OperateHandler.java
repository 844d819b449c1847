package dev.curfew.functions.operate;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.task.TaskApplication;
import dev.curfew.core.task.TaskApplication.Outcome;
import dev.curfew.core.task.Tasks;
import dev.curfew.functions.Answers;
import dev.curfew.functions.JsonFunction;
import dev.curfew.functions.Wiring;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Carries out what people ask for: {@code task.apply} puts tasks into the catalogue. */
public final class OperateHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OperateHandler.class);

    private final TaskApplication application;
    private final Metrics metrics;
    private final JsonFunction function;

    /** For Lambda. */
    public OperateHandler() {
        this(new Wiring("operate"));
    }

    private OperateHandler(Wiring wiring) {
        this(new TaskApplication(wiring.tasks(), wiring.forbidden()), wiring.metrics());
    }

    OperateHandler(TaskApplication application, Metrics metrics) {
        this.application = application;
        this.metrics = metrics;
        this.function = JsonFunction.answering(metrics, this::answer);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        function.handle(in, out, context);
    }

    private JsonNode answer(JsonNode request) {
        return switch (application.apply(request)) {
            case Outcome.Applied(List<Tasks.Applied> tasks) -> applied(tasks);
            case Outcome.Refused(Refusal refusal) -> {
                metrics.addMetric("OperationsRefused", 1, MetricUnit.COUNT);
                yield Answers.refused(refusal);
            }
        };
    }

    private JsonNode applied(List<Tasks.Applied> tasks) {
        metrics.addMetric("TasksApplied", tasks.size(), MetricUnit.COUNT);
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode applied = answer.putArray("applied");
        for (Tasks.Applied task : tasks) {
            LOG.info("task applied", entry("task", task.task()), entry("version", task.version()));
            applied.addObject()
                    .put("task", task.task())
                    .put("version", task.version())
                    .put("changed", task.changed());
        }
        return answer;
    }
}
