package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.local.Template;
import dev.curfew.local.testing.TestCloud;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cost sheet is what its inputs give. */
class CostSheetTest {

    private static final ResolvedTemplate TEMPLATE = ResolvedTemplate.of("template.yaml");

    private final ObjectNode inputs =
            Template.read(TestCloud.checkout().root().resolve("docs/cost-inputs.yaml"));

    @Test
    void theTableIsWhatTheInputsGive() {
        GeneratedPart.check(
                "operations.md", "costs", new CostSheet(inputs, alarmMetrics()).table());
    }

    @Test
    void whatCostsByUseGrowsWithUseAndTheRestDoesNot() {
        CostSheet sheet = new CostSheet(inputs, alarmMetrics());

        Map<String, Double> small = sheet.month(1_000);
        Map<String, Double> large = sheet.month(10_000);

        assertThat(of(large, "DynamoDB: storage and recovery"))
                .isCloseTo(10 * of(small, "DynamoDB: storage and recovery"), within(1e-9));
        assertThat(of(large, "Alarms")).isEqualTo(of(small, "Alarms"));
        assertThat(of(large, "DynamoDB: requests"))
                .isGreaterThan(9 * of(small, "DynamoDB: requests"));
    }

    @Test
    void anotherPriceGivesAnotherSum() {
        double before = of(new CostSheet(inputs, 30).month(100), "Alarms");

        ((ObjectNode) inputs.path("prices")).put("alarmMetric", 0.20);

        assertThat(before).isCloseTo(3.00, within(1e-9));
        assertThat(of(new CostSheet(inputs, 30).month(100), "Alarms"))
                .isCloseTo(6.00, within(1e-9));
    }

    private static double of(Map<String, Double> costs, String service) {
        return costs.getOrDefault(service, Double.NaN);
    }

    /** AWS charges an alarm by the metrics it stands on. */
    private static int alarmMetrics() {
        int metrics = 0;
        for (String alarm : TEMPLATE.ofType("AWS::CloudWatch::Alarm")) {
            JsonNode over = TEMPLATE.properties(alarm).path("Metrics");
            metrics += over.isArray() ? over.size() - 1 : 1;
        }
        return metrics;
    }
}
