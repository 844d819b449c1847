package dev.curfew.functions.operate;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.task.TaskApplication;
import dev.curfew.core.task.TaskApplication.Outcome;
import dev.curfew.core.task.Tasks;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Puts tasks into the catalogue: all of them, or none. */
final class ApplyTasks implements Operation {

    private static final Logger LOG = LoggerFactory.getLogger(ApplyTasks.class);

    private final TaskApplication application;
    private final Metrics metrics;

    ApplyTasks(TaskApplication application, Metrics metrics) {
        this.application = application;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "task.apply";
    }

    @Override
    public Reply carryOut(String by, JsonNode request) {
        return switch (application.apply(request)) {
            case Outcome.Applied(List<Tasks.Applied> tasks) -> new Reply.Done(applied(tasks));
            case Outcome.Refused(Refusal refusal) -> new Reply.Refused(refusal);
        };
    }

    private ObjectNode applied(List<Tasks.Applied> tasks) {
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
