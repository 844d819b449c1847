package dev.curfew.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a month costs, from prices, habits, and what each thing that happens takes. */
final class CostSheet {

    private static final int[] SIZES = {100, 1_000, 10_000};
    private static final double DAYS = 30;
    private static final double MILLION = 1e6;
    private static final double KB_IN_GB = 1024.0 * 1024.0;

    private final JsonNode inputs;
    private final int alarmMetrics;

    /**
     * @param alarmMetrics the metrics that alarms stand on
     */
    CostSheet(JsonNode inputs, int alarmMetrics) {
        this.inputs = inputs;
        this.alarmMetrics = alarmMetrics;
    }

    /** How often each thing happens in a month. */
    private Map<String, Double> happenings(int identities) {
        double leases = identities / 100.0 * habit("leasesADayPerHundredIdentities") * DAYS;
        Map<String, Double> often = new LinkedHashMap<>();
        often.put("leaseIssued", leases);
        often.put("leaseOver", leases);
        often.put("leaseEndedEarly", leases * habit("endedEarly"));
        often.put("callWatched", leases * habit("callsALease"));
        often.put(
                "changeRecorded",
                identities / 100.0 * habit("changesADayPerHundredIdentities") * DAYS);
        often.put("minuteOfExpire", 24 * 60 * DAYS);
        often.put("identitySwept", identities * DAYS);
        return often;
    }

    private double often(int identities, String what) {
        return happenings(identities).getOrDefault(what, 0.0);
    }

    private double sum(int identities, String what) {
        return happenings(identities).entrySet().stream()
                .mapToDouble(each -> each.getValue() * number("/" + each.getKey() + "/" + what))
                .sum();
    }

    /** What each service costs, in the order of the table. */
    Map<String, Double> month(int identities) {
        double leases = often(identities, "leaseIssued");
        double invocations = sum(identities, "invocations");
        double logGb = sum(identities, "logKb") / KB_IN_GB;
        double keptGb =
                (leases * number("/kept/leaseKb") * number("/kept/leaseMonths")
                                + identities * number("/kept/identityKb"))
                        / KB_IN_GB;
        Map<String, Double> costs = new LinkedHashMap<>();
        costs.put(
                "Lambda",
                invocations / MILLION * price("lambdaRequestsPerMillion")
                        + sum(identities, "gbSeconds") * price("lambdaGbSecond"));
        costs.put(
                "DynamoDB: requests",
                sum(identities, "writes") / MILLION * price("dynamoWritesPerMillion")
                        + sum(identities, "reads") / MILLION * price("dynamoReadsPerMillion"));
        costs.put(
                "DynamoDB: storage and recovery",
                keptGb * (price("dynamoStorageGb") + price("dynamoRecoveryGb")));
        costs.put(
                "EventBridge, Scheduler, SQS",
                sum(identities, "events") / MILLION * price("eventsPerMillion")
                        + 24 * 60 * DAYS / MILLION * price("schedulerPerMillion")
                        + 2 * 3 * 24 * 60 * DAYS / MILLION * price("queueRequestsPerMillion"));
        costs.put(
                "Logs",
                logGb * price("logsIngestedGb")
                        + logGb * habit("logRetentionMonths") * price("logsStoredGb"));
        costs.put("Alarms", alarmMetrics * price("alarmMetric"));
        costs.put(
                "Metrics and dashboard",
                habit("customMetrics") * price("customMetric") + price("dashboard"));
        costs.put("X-Ray", invocations * habit("tracedPart") / MILLION * price("tracesPerMillion"));
        costs.put("KMS, Secrets Manager", price("kmsKey") + price("secret"));
        return costs;
    }

    /** The table, and the steps by which it comes about. */
    String table() {
        StringBuilder table = new StringBuilder();
        row(table, "identities", size -> round(size));
        table.append("| --- | ---: | ---: | ---: |\n");
        row(table, "leases", size -> round(often(size, "leaseIssued")));
        row(table, "invocations of Lambda", size -> round(sum(size, "invocations")));
        row(table, "its GB-seconds", size -> round(sum(size, "gbSeconds")));
        row(table, "write units of DynamoDB", size -> round(sum(size, "writes")));
        row(table, "read units of DynamoDB", size -> round(sum(size, "reads")));
        row(table, "events on the bus", size -> round(sum(size, "events")));
        row(table, "logs, GB", size -> dollars(sum(size, "logKb") / KB_IN_GB));
        for (String service : month(SIZES[0]).keySet()) {
            row(table, service + ", $", size -> dollars(month(size).getOrDefault(service, 0.0)));
        }
        row(
                table,
                "**together, $**",
                size ->
                        "**"
                                + dollars(month(size).values().stream().mapToDouble(d -> d).sum())
                                + "**");
        return table.append('\n').append(steps()).toString();
    }

    private String steps() {
        StringBuilder steps =
                new StringBuilder("How often each happens in a month, and what one takes:\n\n");
        steps.append(
                "| | 100 | 1,000 | 10,000 | invocations | GB-seconds | writes | reads | events | log, KB |\n");
        steps.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        for (String each : happenings(1).keySet()) {
            steps.append("| ").append(each);
            for (int size : SIZES) {
                steps.append(" | ").append(round(often(size, each)));
            }
            for (String what :
                    new String[] {
                        "invocations", "gbSeconds", "writes", "reads", "events", "logKb"
                    }) {
                steps.append(" | ").append(inputs.at("/" + each + "/" + what).asText());
            }
            steps.append(" |\n");
        }
        return steps.toString();
    }

    private interface Cell {
        String of(int identities);
    }

    private static void row(StringBuilder table, String name, Cell cell) {
        table.append("| ").append(name);
        for (int size : SIZES) {
            table.append(" | ").append(cell.of(size));
        }
        table.append(" |\n");
    }

    private double price(String name) {
        return number("/prices/" + name);
    }

    private double habit(String name) {
        return number("/habits/" + name);
    }

    private double number(String where) {
        JsonNode number = inputs.at(where);
        if (!number.isNumber()) {
            throw new AssertionError("cost-inputs.yaml has no number at " + where);
        }
        return number.asDouble();
    }

    private static String round(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private static String dollars(double number) {
        return String.format(Locale.ROOT, "%,.2f", number);
    }
}
