package dev.curfew.core.task;

import dev.curfew.policy.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The deployed stack's own resources. Names that the template fixes follow from the stack's id;
 * those that CloudFormation makes up are handed in.
 *
 * @param byService patterns of ARNs, by the service that has them
 * @param doors the functions that every session may invoke
 */
record OwnResources(SortedMap<String, List<Text>> byService, List<Text> doors) {

    private static final int STACK_ID_FIELDS = 6;

    /** Services of which no task gets anything but reads, whatever the resource. */
    private static final Set<String> CLOSED_ANYWAY = Set.of("iam", "sts");

    /**
     * Actions that only look (or add a figure), and at no resource that could be named. A service
     * that has resources of ours is open to them everywhere, so that a task can list its queues
     * without excepting ours. As the Service Authorization Reference has it, 2026-09-23.
     */
    private static final Map<String, List<String>> LOOKING =
            Map.of(
                    "cloudwatch",
                    List.of("GetMetricData", "GetMetricStatistics", "ListMetrics", "PutMetricData"),
                    "cloudformation",
                    List.of("ListExports", "ListImports", "ListStacks", "ValidateTemplate"),
                    "dynamodb",
                    List.of("DescribeEndpoints", "DescribeLimits", "ListBackups", "ListTables"),
                    "events",
                    List.of("ListEventBuses", "ListRules", "TestEventPattern"),
                    "kms",
                    List.of("ListAliases", "ListKeys"),
                    "lambda",
                    List.of("GetAccountSettings", "ListFunctions", "ListLayers"),
                    "logs",
                    List.of("DescribeLogGroups", "DescribeQueries", "ListLogGroups", "StopQuery"),
                    "s3",
                    List.of("ListAccessPoints", "ListAllMyBuckets"),
                    "scheduler",
                    List.of("ListScheduleGroups", "ListSchedules"),
                    "sqs",
                    List.of("ListQueues"));

    /** How the ARNs of what lies within a resource go on, where it is known. */
    private static final Map<String, List<String>> WITHIN =
            Map.of(
                    "dynamodb", List.of("/*"),
                    "kms", List.of(),
                    "s3", List.of("/*"),
                    "sqs", List.of());

    OwnResources {
        byService = Collections.unmodifiableSortedMap(new TreeMap<>(byService));
        doors = List.copyOf(doors);
    }

    static OwnResources of(String stackId, Collection<String> arns) {
        String[] id = stackId.split(":", STACK_ID_FIELDS);
        String[] name = id[id.length - 1].split("/", -1);
        if (id.length != STACK_ID_FIELDS
                || !id[2].equals("cloudformation")
                || name.length != 3
                || !name[0].equals("stack")) {
            throw new IllegalArgumentException("`" + stackId + "` is not the id of a stack");
        }
        String stack = name[1];
        String here = ":" + id[3] + ":" + id[4] + ":";
        String partition = "arn:" + id[1] + ":";
        String functions = partition + "lambda" + here + "function:" + stack + "-";
        SortedMap<String, List<Text>> own = new TreeMap<>();
        add(own, functions + "*");
        add(own, partition + "events" + here + "event-bus/" + stack);
        add(own, partition + "events" + here + "rule/" + stack + "-*");
        add(own, partition + "events" + here + "rule/" + stack + "/*");
        add(own, partition + "scheduler" + here + "schedule/default/" + stack + "-*");
        add(own, partition + "cloudformation" + here + "stack/" + stack + "/*");
        add(own, partition + "logs" + here + "log-group:/curfew/" + stack + "/*");
        add(own, partition + "cloudwatch" + here + "alarm:" + stack + "-*");
        add(own, partition + "cloudwatch::" + id[4] + ":dashboard/" + stack);
        add(own, partition + "s3:::" + stack + "-trailbucket-*");
        for (String arn : arns) {
            if (!arn.startsWith("arn:")
                    || arn.split(":", STACK_ID_FIELDS).length != STACK_ID_FIELDS) {
                throw new IllegalArgumentException("`" + arn + "` is not an ARN");
            }
            add(own, arn);
            for (String within :
                    WITHIN.getOrDefault(arn.split(":", STACK_ID_FIELDS)[2], List.of("/*", ":*"))) {
                add(own, arn + within);
            }
        }
        own.keySet().removeAll(CLOSED_ANYWAY);
        return new OwnResources(
                own,
                List.of("issue", "issue:*", "release", "release:*").stream()
                        .map(door -> Patterns.text(functions + door))
                        .toList());
    }

    private static void add(Map<String, List<Text>> own, String arn) {
        own.computeIfAbsent(arn.split(":", STACK_ID_FIELDS)[2], _ -> new ArrayList<>())
                .add(Patterns.text(arn));
    }

    /** One ARN of each pattern. */
    List<String> examples() {
        return byService.values().stream()
                .flatMap(List::stream)
                .map(text -> text.parts().getFirst())
                .map(part -> part instanceof Text.Literal(String start) ? start : "*")
                .toList();
    }

    /** Looking that a task may do in the services that have resources of ours. */
    List<String> looking() {
        return byService.keySet().stream()
                .flatMap(service ->
                        LOOKING.getOrDefault(service, List.of()).stream()
                                .map(action -> service + ":" + action))
                .toList();
    }
}
