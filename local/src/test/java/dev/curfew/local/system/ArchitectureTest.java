package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The page on the architecture shows what the template deploys. */
class ArchitectureTest {

    private static final String PAGE = "architecture.md";
    private static final ResolvedTemplate TEMPLATE = ResolvedTemplate.of("template.yaml");

    private final Architecture architecture = new Architecture(TEMPLATE);

    @Test
    void showsWhatStartsEachFunction() {
        assertThat(architecture.starts())
                .contains(
                        "ExpireFunction[expire]",
                        "SweepQueue>SweepQueue] --> SweepFunction[sweep]",
                        "NotifyQueue>NotifyQueue] --> NotifyFunction[notify]",
                        "SlackFunction[slack] -.-> |\"invokes\"| OperateFunction[operate]");
        GeneratedPart.check(PAGE, "starts", architecture.starts());
    }

    @Test
    void showsWhatEachFunctionKeeps() {
        assertThat(architecture.keeps())
                .contains(
                        "IssueFunction[issue] --> Leases[(Leases)]",
                        "IssueFunction[issue] -.-> Catalogue[(Catalogue)]",
                        "SealFunction[seal] --> SealBucket[(SealBucket)]");
        GeneratedPart.check(PAGE, "keeps", architecture.keeps());
    }

    @Test
    void showsWhatEachFunctionMaySayAndDo() {
        assertThat(architecture.powers()).contains("`iam:PutRolePolicy`", "RevocationRequested");
        GeneratedPart.check(PAGE, "powers", architecture.powers());
    }

    @Test
    void namesEveryFunctionAndEveryStore() {
        String all = architecture.starts() + architecture.keeps();

        for (String type :
                new String[] {
                    "AWS::Serverless::Function",
                    "AWS::DynamoDB::Table",
                    "AWS::KMS::Key",
                    "AWS::Lambda::EventSourceMapping"
                }) {
            assertThat(TEMPLATE.ofType(type)).isNotEmpty();
        }
        assertThat(TEMPLATE.ofType("AWS::Serverless::Function")).allMatch(all::contains);
        assertThat(TEMPLATE.ofType("AWS::DynamoDB::Table")).allMatch(all::contains);
    }
}
