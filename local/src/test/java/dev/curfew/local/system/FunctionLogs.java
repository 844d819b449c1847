package dev.curfew.local.system;

import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/** What the functions wrote to CloudWatch Logs. */
final class FunctionLogs {

    private FunctionLogs() {}

    /** Those of every stack. */
    static String read(DeployedCurfew curfew) {
        return read(curfew, "/");
    }

    /** Those of one function. */
    static String of(DeployedCurfew curfew, String function) {
        return read(curfew, "/curfew/" + curfew.name() + "/" + function);
    }

    private static String read(DeployedCurfew curfew, String prefix) {
        StringBuilder text = new StringBuilder();
        try (CloudWatchLogsClient logs = curfew.client(CloudWatchLogsClient.builder())) {
            for (LogGroup group :
                    logs.describeLogGroupsPaginator(describe -> describe.logGroupNamePrefix(prefix))
                            .logGroups()) {
                logs.filterLogEventsPaginator(filter -> filter.logGroupName(group.logGroupName()))
                        .events()
                        .forEach(event -> text.append(event.message()).append('\n'));
            }
        }
        return text.toString();
    }
}
