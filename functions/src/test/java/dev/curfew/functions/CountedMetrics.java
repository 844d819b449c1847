package dev.curfew.functions;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.lambda.powertools.metrics.Metrics;

/** Metrics that a test can look at: the last value of each, with its unit. */
public final class CountedMetrics {

    private final Map<String, String> values = new TreeMap<>();

    /** For the function under test. */
    public Metrics metrics() {
        return (Metrics)
                Proxy.newProxyInstance(
                        Metrics.class.getClassLoader(),
                        new Class<?>[] {Metrics.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("addMetric")) {
                                values.put(
                                        (String) arguments[0], arguments[1] + " " + arguments[2]);
                            }
                            return null;
                        });
    }

    /** Such as {@code 2.0 COUNT}; {@code none} where nothing was said. */
    public String of(String metric) {
        return values.getOrDefault(metric, "none");
    }
}
