package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OverlayTest {
    private static final Overlay.Code CODE = new Overlay.Code("bucket", "functions/abc.zip");
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:4566");
    private static final String FUNCTIONS =
            """
            Globals:
              Function:
                Runtime: java25
                Architectures: [arm64]
                CodeUri: functions/target/functions.zip
                SnapStart: {ApplyOn: PublishedVersions}
                Environment: {Variables: {LEVEL: INFO}}
            Resources:
              A:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: a.A
                  SnapStart: {ApplyOn: None}
                  Environment: {Variables: {TABLE: !Ref T}}
              T: {Type: AWS::DynamoDB::Table}
            """;

    @Test
    void javaFunctionsRunUnderTheProvidedRuntimeAndTalkToTheLocalEndpoint() {
        ObjectNode local = Overlay.functions(Template.parse(FUNCTIONS), CODE, ENDPOINT);

        assertThat(local)
                .isEqualTo(
                        Template.parse(
                                """
                                Globals:
                                  Function:
                                    Runtime: provided.al2023
                                    CodeUri: {Bucket: bucket, Key: functions/abc.zip}
                                    Environment: {Variables: {LEVEL: INFO}}
                                Resources:
                                  A:
                                    Type: AWS::Serverless::Function
                                    Properties:
                                      Handler: a.A
                                      Environment: {Variables: {TABLE: !Ref T, AWS_ENDPOINT_URL: "http://127.0.0.1:4566"}}
                                  T: {Type: AWS::DynamoDB::Table}
                                """));
    }

    @Test
    void theTemplateItselfIsLeftAlone() {
        ObjectNode template = Template.parse(FUNCTIONS);

        Overlay.functions(template, CODE, ENDPOINT);

        assertThat(template).isEqualTo(Template.parse(FUNCTIONS));
    }

    @Test
    void alarmsOverSeveralMetricsAreLeftOutAndOthersStay() {
        String yaml =
                """
                Resources:
                  Several: {Type: AWS::CloudWatch::Alarm, Properties: {Metrics: [{Id: a}]}}
                  One: {Type: AWS::CloudWatch::Alarm, Properties: {MetricName: Drift}}
                """;

        ObjectNode local = Overlay.resources(Template.parse(yaml));

        assertThat(local.path("Resources").fieldNames()).toIterable().containsExactly("One");
    }

    @Test
    void conditionsOnKeysNeverSetLeaveAllowStatementsOnly() {
        String yaml =
                """
                Resources:
                  Bus: {Type: AWS::Events::EventBusPolicy}
                  Role:
                    Statement:
                      - Effect: Allow
                        Condition: {StringEquals: {events:source: curfew.issue, events:detail-type: LeaseIssued}}
                      - Effect: Allow
                        Condition:
                          StringLike: {events:source: "*", sts:SourceIdentity: "*", aws:RequestTag/curfew:lease: "*"}
                          ArnEquals: {iam:PermissionsBoundary: x}
                      - Effect: Deny
                        Condition: {StringNotEquals: {iam:PermissionsBoundary: x}}
                """;

        assertThat(Overlay.resources(Template.parse(yaml)))
                .isEqualTo(
                        Template.parse(
                                """
                                Resources:
                                  Role:
                                    Statement:
                                      - Effect: Allow
                                      - Effect: Allow
                                        Condition:
                                          StringLike: {sts:SourceIdentity: "*", aws:RequestTag/curfew:lease: "*"}
                                      - Effect: Deny
                                        Condition: {StringNotEquals: {iam:PermissionsBoundary: x}}
                                """));
    }

    @Test
    void aTemplateWithoutFunctionsIsAnError() {
        assertThatThrownBy(() -> Overlay.functions(Template.parse("Resources: {}"), CODE, ENDPOINT))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("it has no `AWS::Serverless::Function`");
    }

    @Test
    void aFunctionThatIsNotJavaIsAnErrorAndSoIsOneWithoutCode() {
        String yaml =
                "Resources: {P: {Type: 'AWS::Serverless::Function', Properties: {Runtime: python3.13}}}";

        assertThatThrownBy(() -> Overlay.functions(Template.parse(yaml), CODE, ENDPOINT))
                .hasMessageContaining("`P` runs on `python3.13`")
                .hasMessageContaining("`P` has no CodeUri");
    }

    @Test
    void theDeployedTemplateDiffersFromItsLocalFormInNothingElse() {
        ObjectNode template =
                Template.read(Path.of(System.getProperty("curfew.root"), "template.yaml"));

        ObjectNode local = Overlay.functions(template, CODE, ENDPOINT);

        assertThat(local.get("Parameters")).isEqualTo(template.get("Parameters"));
        assertThat(local.get("Outputs")).isEqualTo(template.get("Outputs"));
        assertThat(local.toString())
                .doesNotContain("java25", "SnapStart", "EventBusPolicy", "events:source");
        assertThat(local.at("/Resources/RecordFunction/Properties/Events"))
                .isEqualTo(template.at("/Resources/RecordFunction/Properties/Events"));
        assertThat(local.at("/Resources/Boundary")).isEqualTo(template.at("/Resources/Boundary"));
    }

    @Test
    void theTemplateKnowsNoLocalSourceOfEvents() {
        ObjectNode template =
                Template.read(Path.of(System.getProperty("curfew.root"), "template.yaml"));

        for (JsonNode function : template.path("Resources")) {
            for (JsonNode event : function.at("/Properties/Events")) {
                String source =
                        event.at("/Properties/EventBusName").isMissingNode() ? "aws." : "curfew.";
                event.at("/Properties/Pattern/source")
                        .forEach(value -> assertThat(value.textValue()).startsWith(source));
            }
        }
    }
}
