package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.local.CloudOptions;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.testing.TestCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;

/** The deployed sweep finds what was there before Curfew was, and leaves what it knows alone. */
class SweepIT {

    private static final String ALLOW =
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "*"}]}\
            """;
    private static final String TRUST =
            """
            {"Version": "2012-10-17", "Statement":
              [{"Effect": "Allow", "Principal": {"AWS": "210987654321"}, "Action": "sts:AssumeRole"}]}
            """;

    @Test
    void oneSweepFindsTheAccountAndTheNextWritesNothing() {
        LocalCloud cloud = TestCloud.apart("sweep", CloudOptions.foreground());
        IamClient iam = cloud.client(IamClient.builder());
        make(iam);
        DeployedCurfew curfew = DeployedCurfew.on(cloud);
        try (Sweeps sweeps = new Sweeps(curfew)) {
            JsonNode plan = sweeps.scheduled();

            assertThat(plan.path("actions")).isEmpty();
            assertThat(PlainAccount.of(curfew.inventory().list())).isEqualTo(PlainAccount.of(iam));
            assertThat(curfew.inventory().list())
                    .filteredOn(each -> !each.kind().isPrincipal())
                    .hasSize(6)
                    .allSatisfy(each ->
                            assertThat(each.created())
                                    .satisfies(made -> assertThat(made.by()).isNull()));

            sweeps.quiet();
            Map<String, String> before = sweeps.items();
            sweeps.asked();
            sweeps.scheduled();
            assertThat(sweeps.items()).isEqualTo(before);

            String gone =
                    curfew.inventory().list().stream()
                            .filter(each -> each.name() != null && each.name().equals("old-2"))
                            .map(Identity::id)
                            .findFirst()
                            .orElseThrow();
            deleteWithoutAnEvent(iam, curfew);
            sweeps.asked();
            assertThat(curfew.inventory().find(gone))
                    .hasValueSatisfying(
                            each -> assertThat(each.status()).isEqualTo(IdentityStatus.DELETED));
            assertThat(PlainAccount.of(curfew.inventory().list())).isEqualTo(PlainAccount.of(iam));
        } finally {
            cloud.stop();
        }
    }

    private static void make(IamClient iam) {
        String policy =
                iam.createPolicy(make ->
                                make.policyName("old").policyDocument(ALLOW.formatted("s3:*")))
                        .policy()
                        .arn();
        iam.createGroup(make -> make.groupName("old"));
        iam.attachGroupPolicy(attach -> attach.groupName("old").policyArn(policy));
        for (int i = 0; i < 4; i++) {
            String name = "old-" + i;
            iam.createUser(make -> make.userName(name).path("/ci/"));
            iam.createRole(make -> make.roleName(name).assumeRolePolicyDocument(TRUST));
            if (i < 3) {
                iam.createAccessKey(make -> make.userName(name));
                AccessKey second = iam.createAccessKey(make -> make.userName(name)).accessKey();
                iam.updateAccessKey(update ->
                        update.userName(name)
                                .accessKeyId(second.accessKeyId())
                                .status(StatusType.INACTIVE));
            }
        }
        iam.addUserToGroup(add -> add.userName("old-0").groupName("old"));
        iam.attachUserPolicy(attach -> attach.userName("old-1").policyArn(policy));
        iam.putUserPolicy(put ->
                put.userName("old-1").policyName("own").policyDocument(ALLOW.formatted("*")));
        iam.tagUser(
                tag -> tag.userName("old-2").tags(Tag.builder().key("owner").value("ann").build()));
        iam.createLoginProfile(make -> make.userName("old-3").password("Hunter2-hunter2"));
        iam.attachRolePolicy(attach -> attach.roleName("old-3").policyArn(policy));
        iam.putRolePermissionsBoundary(put -> put.roleName("old-2").permissionsBoundary(policy));
    }

    private static void deleteWithoutAnEvent(IamClient iam, DeployedCurfew curfew) {
        try (EventBridgeClient events = curfew.client(EventBridgeClient.builder())) {
            List<Rule> rules = events.listRules(list -> {}).rules();
            assertThat(rules).isNotEmpty();
            rules.forEach(rule -> events.disableRule(off -> off.name(rule.name())));
        }
        iam.listAccessKeys(list -> list.userName("old-2"))
                .accessKeyMetadata()
                .forEach(key ->
                        iam.deleteAccessKey(
                                delete -> delete.userName("old-2").accessKeyId(key.accessKeyId())));
        iam.deleteUser(delete -> delete.userName("old-2"));
    }
}
