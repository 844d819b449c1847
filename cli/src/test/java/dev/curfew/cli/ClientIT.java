package dev.curfew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.cli.Curfews.Ended;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The example in {@code client/README.md}, compiled and run as it stands there. */
class ClientIT {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?)```");

    @TempDir private Path directory = Path.of("");

    @Test
    void theExampleReadsItsQueueAndReleasesItsLease() throws IOException, InterruptedException {
        Curfews curfew = new Curfews(directory);
        Matcher readme =
                EXAMPLE.matcher(
                        Files.readString(TestCloud.checkout().root().resolve("client/README.md")));
        assertThat(readme.find()).isTrue();
        Path example = Files.writeString(directory.resolve("ReadOrders.java"), readme.group(1));
        LocalCloud cloud = TestCloud.get();
        String url;
        try (SqsClient sqs = cloud.client(SqsClient.builder())) {
            url = sqs.createQueue(request -> request.queueName("exec-orders")).queueUrl();
            sqs.sendMessage(request -> request.queueUrl(url).messageBody("twelve boxes"));
        }
        List<String> java = Curfews.command();
        java.removeLast();
        java.addAll(
                List.of(example.toString(), "arn:aws:sqs:us-east-1:000000000000:exec-orders", url));

        int before = curfew.states("order-bot").size();

        Ended ended = curfew.start(Map.of(), java).end();

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out()).isEqualTo("twelve boxes\n");
        assertThat(curfew.states("order-bot")).hasSize(before + 1).startsWith("RELEASED");
    }
}
