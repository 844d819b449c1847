package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * The pinned MiniStack is the one that the cloud's own package was written for, and no other would
 * start.
 */
class InternalsIT {
    @Test
    void thePinnedVersionHasAllThatIsUsed() throws Exception {
        assertThat(problems("")).isEqualTo("[]");
    }

    @Test
    void whatHasMovedIsNamed() throws Exception {
        assertThat(
                        problems(
                                "del app._routing_params; app._decompress_request_body = lambda body: body"))
                .contains("ministack.app._routing_params is missing")
                .contains("ministack.app._decompress_request_body takes other parameters");
    }

    private static String problems(String change) throws IOException, InterruptedException {
        Workspace checkout = TestCloud.checkout();
        var python = PythonEnvironment.forCloud(checkout, Progress.silent());
        var builder =
                new ProcessBuilder(
                        python.program("python").toString(),
                        "-c",
                        "from ministack import app; from curfew_cloud import internals; %s\nprint(internals.problems())"
                                .formatted(change));
        builder.environment().put("PYTHONPATH", checkout.python().toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }
}
