package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.StatusType;

/** Plain IAM calls, by anybody, show up in the inventory. */
class RecordIT {

    private static final String ROOT = "arn:aws:iam::000000000000:root";
    private static final String TRUST =
            """
            {"Version": "2012-10-17", "Statement":
              [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
            """;

    @Test
    void aUserItsKeyAndARoleAreRecordedWithTheirCreatorAndFollowedToTheirEnd() {
        String user = CURFEW.iam().createUser(make -> make.userName("record-user")).user().userId();
        AccessKey key =
                CURFEW.iam().createAccessKey(make -> make.userName("record-user")).accessKey();
        String role =
                CURFEW.iam()
                        .createRole(make ->
                                make.roleName("record-role").assumeRolePolicyDocument(TRUST))
                        .role()
                        .roleId();

        Identity recordedUser = CURFEW.eventually(user, identity -> true);
        assertThat(recordedUser.kind()).isEqualTo(IdentityKind.USER);
        assertThat(recordedUser.name()).isEqualTo("record-user");
        assertThat(recordedUser.created()).extracting(Identity.Creation::by).isEqualTo(ROOT);
        Identity recordedKey = CURFEW.eventually(key.accessKeyId(), identity -> true);
        assertThat(recordedKey.kind()).isEqualTo(IdentityKind.ACCESS_KEY);
        assertThat(recordedKey.user()).isEqualTo(user);
        assertThat(CURFEW.eventually(role, identity -> true).kind()).isEqualTo(IdentityKind.ROLE);

        CURFEW.iam()
                .updateAccessKey(update ->
                        update.userName("record-user")
                                .accessKeyId(key.accessKeyId())
                                .status(StatusType.INACTIVE));
        CURFEW.eventually(
                key.accessKeyId(), identity -> identity.status() == IdentityStatus.INACTIVE);
        CURFEW.iam()
                .deleteAccessKey(
                        delete -> delete.userName("record-user").accessKeyId(key.accessKeyId()));
        CURFEW.iam().deleteUser(delete -> delete.userName("record-user"));
        CURFEW.iam().deleteRole(delete -> delete.roleName("record-role"));
        for (String id : new String[] {key.accessKeyId(), user, role}) {
            CURFEW.eventually(id, identity -> identity.status() == IdentityStatus.DELETED);
        }
    }

    @Test
    void theCreatorIsWhoeverMadeTheCall() {
        CURFEW.iam().createUser(make -> make.userName("record-maker"));
        CURFEW.iam()
                .putUserPolicy(put ->
                        put.userName("record-maker")
                                .policyName("make")
                                .policyDocument(
                                        """
                                        {"Version": "2012-10-17", "Statement":
                                          [{"Effect": "Allow", "Action": "iam:CreateUser", "Resource": "*"}]}
                                        """));
        AccessKey key =
                CURFEW.iam().createAccessKey(make -> make.userName("record-maker")).accessKey();

        String made =
                CURFEW.iamAs(key).createUser(make -> make.userName("record-made")).user().userId();

        assertThat(CURFEW.eventually(made, identity -> true).created())
                .extracting(Identity.Creation::by)
                .isEqualTo("arn:aws:iam::000000000000:user/record-maker");
    }

    @Test
    void aNameUsedAgainIsAnotherIdentity() {
        String first =
                CURFEW.iam().createUser(make -> make.userName("record-again")).user().userId();
        CURFEW.iam().deleteUser(delete -> delete.userName("record-again"));
        String second =
                CURFEW.iam().createUser(make -> make.userName("record-again")).user().userId();

        CURFEW.eventually(first, identity -> identity.status() == IdentityStatus.DELETED);
        assertThat(CURFEW.eventually(second, identity -> true).status())
                .isEqualTo(IdentityStatus.ACTIVE);
    }

    @Test
    void aFailedCallRecordsNothing() {
        String first =
                CURFEW.iam().createUser(make -> make.userName("record-twice")).user().userId();
        assertThatThrownBy(() -> CURFEW.iam().createUser(make -> make.userName("record-twice")))
                .isInstanceOf(IamException.class);
        String after =
                CURFEW.iam().createUser(make -> make.userName("record-after")).user().userId();
        CURFEW.eventually(first, identity -> true);
        CURFEW.eventually(after, identity -> true);

        assertThat(CURFEW.inventory().list())
                .filteredOn(identity ->
                        Optional.ofNullable(identity.name()).equals(Optional.of("record-twice")))
                .hasSize(1);
    }
}
