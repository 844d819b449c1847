package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.Powers;
import dev.curfew.core.identity.Trust;
import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;

/** Plain IAM calls, by anybody, show up in the inventory. */
class RecordIT {

    private static final String ROOT = "arn:aws:iam::000000000000:root";
    private static final String ALLOW =
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "*"}]}\
            """;
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

    @Test
    void whatAUserIsAllowedAndTaggedWithIsFollowed() {
        String name = "record-details";
        String user = CURFEW.iam().createUser(make -> make.userName(name)).user().userId();
        String boundary =
                CURFEW.iam()
                        .createPolicy(make ->
                                make.policyName("record-boundary")
                                        .policyDocument(ALLOW.formatted("sqs:SendMessage")))
                        .policy()
                        .arn();
        String group = "record-admins";
        CURFEW.iam().createGroup(make -> make.groupName(group));
        CURFEW.iam()
                .putGroupPolicy(put ->
                        put.groupName(group)
                                .policyName("all")
                                .policyDocument(ALLOW.formatted("*")));

        CURFEW.iam()
                .tagUser(tag ->
                        tag.userName(name).tags(Tag.builder().key("owner").value("ann").build()));
        Identity tagged =
                CURFEW.eventually(user, known -> known.details().tags().containsKey("owner"));
        assertThat(tagged.details().tags()).containsEntry("owner", "ann");
        assertThat(tagged.details().powers()).isEqualTo(Powers.NONE);

        CURFEW.iam()
                .putUserPolicy(put ->
                        put.userName(name)
                                .policyName("own")
                                .policyDocument(ALLOW.formatted("s3:*")));
        CURFEW.iam().attachUserPolicy(put -> put.userName(name).policyArn(boundary));
        Identity allowed = CURFEW.eventually(user, known -> known.details().policies().size() == 2);
        assertThat(allowed.details().policies()).containsExactly(boundary, "inline:own");
        assertThat(allowed.details().powers().wildcardWrites()).containsExactly("s3");

        CURFEW.iam()
                .putUserPermissionsBoundary(
                        put -> put.userName(name).permissionsBoundary(boundary));
        CURFEW.eventually(user, known -> boundary.equals(known.details().boundary()));
        CURFEW.iam().addUserToGroup(add -> add.userName(name).groupName(group));
        assertThat(
                        CURFEW.eventually(user, known -> known.details().groups().contains(group))
                                .details()
                                .powers()
                                .admin())
                .isTrue();
        CURFEW.iam().createLoginProfile(make -> make.userName(name).password("Hunter2-hunter2"));
        CURFEW.eventually(user, known -> known.details().password());

        CURFEW.iam().untagUser(untag -> untag.userName(name).tagKeys("owner"));
        CURFEW.iam().removeUserFromGroup(remove -> remove.userName(name).groupName(group));
        CURFEW.iam().detachUserPolicy(detach -> detach.userName(name).policyArn(boundary));
        CURFEW.iam().deleteUserPolicy(delete -> delete.userName(name).policyName("own"));
        CURFEW.iam().deleteUserPermissionsBoundary(delete -> delete.userName(name));
        CURFEW.iam().deleteLoginProfile(delete -> delete.userName(name));
        CURFEW.eventually(
                user, known -> known.details().tellSameAs(Details.NONE) && known.created() != null);
    }

    /** MiniStack cannot rename a user, so only the event says that it was. */
    @Test
    void aRenamedUserAndItsKeyAreFollowed() throws IOException {
        String user = CURFEW.iam().createUser(make -> make.userName("record-old")).user().userId();
        AccessKey key =
                CURFEW.iam().createAccessKey(make -> make.userName("record-old")).accessKey();
        CURFEW.eventually(user, known -> known.isMakerKnown());
        CURFEW.eventually(key.accessKeyId(), known -> known.isMakerKnown());
        // The index of keys by user takes a moment.
        await(() -> CURFEW.inventory().credentialsOf(user).size() == 1);
        Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(5);

        CURFEW.ask("record", rename("record-old", "record-new", at));

        assertThat(CURFEW.eventually(user, known -> true).name()).isEqualTo("record-new");
        assertThat(CURFEW.eventually(key.accessKeyId(), known -> true).name())
                .isEqualTo("record-new");
        assertThat(
                        CURFEW.inventory()
                                .history(IdentityKind.USER, "000000000000", "Record-New")
                                .arrivals())
                .singleElement()
                .satisfies(rename -> assertThat(rename.at()).isEqualTo(at));
        assertThat(
                        CURFEW.inventory()
                                .history(IdentityKind.USER, "000000000000", "record-old")
                                .departures())
                .hasSize(1);
    }

    private static JsonNode rename(String from, String to, Instant at) throws IOException {
        ObjectNode event =
                (ObjectNode)
                        Json.read(
                                Files.readString(
                                        TestCloud.checkout()
                                                .root()
                                                .resolve("events/record/rename-user.json")));
        ObjectNode detail = (ObjectNode) event.path("detail");
        detail.put("eventTime", at.toString()).put("recipientAccountId", "000000000000");
        ((ObjectNode) detail.path("requestParameters"))
                .put("userName", from)
                .put("newUserName", to);
        return event;
    }

    private static void await(BooleanSupplier condition) {
        Instant patience = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(patience);
            DeployedCurfew.pause();
        }
    }

    @Test
    void whomARoleTrustsAndWhatItHasIsFollowed() {
        String name = "record-trusting";
        String role =
                CURFEW.iam()
                        .createRole(make ->
                                make.roleName(name)
                                        .assumeRolePolicyDocument(TRUST)
                                        .tags(Tag.builder().key("team").value("build").build()))
                        .role()
                        .roleId();
        Identity made = CURFEW.eventually(role, known -> known.details().trust() != null);
        assertThat(made.details().trust())
                .isEqualTo(Trust.of(TRUST))
                .extracting(Trust::services)
                .isEqualTo(new TreeSet<>(Set.of("ec2.amazonaws.com")));
        assertThat(made.details().tags()).containsEntry("team", "build");

        CURFEW.iam()
                .updateAssumeRolePolicy(update ->
                        update.roleName(name)
                                .policyDocument(
                                        TRUST.replace(
                                                "{\"Service\": \"ec2.amazonaws.com\"}",
                                                "{\"AWS\": \"210987654321\"}")));
        CURFEW.eventually(
                role,
                known ->
                        known.details().trust() != null
                                && known.details().trust().accounts().contains("210987654321"));
        CURFEW.iam()
                .putRolePolicy(put ->
                        put.roleName(name)
                                .policyName("all")
                                .policyDocument(ALLOW.formatted("iam:*")));
        CURFEW.eventually(role, known -> known.details().powers().admin());
        CURFEW.iam().deleteRolePolicy(delete -> delete.roleName(name).policyName("all"));
        CURFEW.eventually(role, known -> !known.details().powers().admin());
        CURFEW.iam().untagRole(untag -> untag.roleName(name).tagKeys("team"));
        CURFEW.eventually(role, known -> known.details().tags().isEmpty());
    }
}
