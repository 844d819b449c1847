package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverlaySlackTest {
    private static final URI AWS = URI.create("http://127.0.0.1:4566");
    private static final URI SLACK = URI.create("http://127.0.0.1:4567");
    private static final String TEMPLATE =
            """
            Globals: {Function: {Runtime: java25, CodeUri: x.zip}}
            Resources:
              IssueFunction: {Type: AWS::Serverless::Function, Properties: {Handler: a.A}}
              NotifyFunction: {Type: AWS::Serverless::Function, Properties: {Handler: a.A, Environment: {Variables: {SLACK_SECRET: x}}}}
            """;

    @Test
    void whatTalksWithSlackTalksToThePage() {
        ObjectNode local = overlay(SLACK);

        assertThat(endpoint(local, "NotifyFunction")).isEqualTo("http://127.0.0.1:4567");
        assertThat(endpoint(local, "IssueFunction")).isEmpty();
    }

    @Test
    void withoutAPageNothingIsSaidOfIt() {
        ObjectNode local = overlay(null);

        assertThat(local.toString()).doesNotContain("SLACK_ENDPOINT");
    }

    private static ObjectNode overlay(@Nullable URI slack) {
        return Overlay.functions(
                Template.parse(TEMPLATE), new Overlay.Code("bucket", "key"), AWS, slack);
    }

    private static String endpoint(ObjectNode template, String function) {
        return template.at(
                        "/Resources/%s/Properties/Environment/Variables/SLACK_ENDPOINT"
                                .formatted(function))
                .asText();
    }
}
