package dev.curfew.functions;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.Receipt;
import dev.curfew.core.revocation.Alarms;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** How denying goes, as the metrics that the alarms stand on. */
public final class EnforcingMetrics implements Alarms {

    private static final Logger LOG = LoggerFactory.getLogger(EnforcingMetrics.class);

    private final Metrics metrics;

    public EnforcingMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void denyListOverflowed(String role, int denials) {
        metrics.addMetric("DenyListOverflows", 1, MetricUnit.COUNT);
        LOG.error(
                "the deny list of a role does not fit",
                entry("role", role),
                entry("denials", denials));
    }

    @Override
    public void denyListWritten(String role, int characters, int room) {
        metrics.addMetric("DenyListFullness", 100.0 * characters / room, MetricUnit.PERCENT);
    }

    @Override
    public void denied(Lease lease) {
        Receipt receipt = lease.receipt();
        if (receipt == null) {
            return;
        }
        long took = Duration.between(receipt.requestedAt(), receipt.deniedAt()).toMillis();
        metrics.addMetric("TimeToDenied", (double) took, MetricUnit.MILLISECONDS);
        LOG.info(
                "lease denied",
                entry("lease", lease.id().value()),
                entry("role", lease.role()),
                entry("milliseconds", took));
    }
}
