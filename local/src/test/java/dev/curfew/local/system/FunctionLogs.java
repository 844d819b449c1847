package dev.curfew.local.system;

import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/** What the functions wrote to CloudWatch Logs. */
final class FunctionLogs {

    private FunctionLogs() {}

    static String read(DeployedCurfew curfew) {
        StringBuilder text = new StringBuilder();
        try (CloudWatchLogsClient logs = curfew.client(CloudWatchLogsClient.builder())) {
            for (LogGroup group : logs.describeLogGroupsPaginator().logGroups()) {
                logs.filterLogEventsPaginator(filter -> filter.logGroupName(group.logGroupName()))
                        .events()
                        .forEach(event -> text.append(event.message()).append('\n'));
            }
        }
        return text.toString();
    }
}
