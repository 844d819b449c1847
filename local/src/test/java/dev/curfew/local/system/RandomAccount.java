package dev.curfew.local.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;

/** What people do with users, roles, groups and policies of a few names, at random. */
final class RandomAccount {

    private static final List<String> PRINCIPALS =
            List.of(
                    "{\"AWS\": \"210987654321\"}",
                    "{\"Service\": \"ec2.amazonaws.com\"}",
                    "{\"AWS\": \"*\"}",
                    "{\"AWS\": \"arn:aws:iam::000000000000:root\"}");
    private static final List<String> STATEMENTS =
            List.of(
                    "{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}",
                    "{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}",
                    "{\"Effect\": \"Allow\", \"Action\": \"sqs:SendMessage\", \"Resource\": \"*\"}",
                    "{\"Effect\": \"Allow\", \"Action\": \"iam:*\", \"Resource\": \"*\"}",
                    "{\"Effect\": \"Deny\", \"Action\": \"s3:*\", \"Resource\": \"*\"}");

    private final IamClient iam;
    private final Random random;
    private final List<String> policies = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private int refused;

    RandomAccount(IamClient iam, long seed) {
        this.iam = iam;
        this.random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            String name = "policy-" + i;
            policies.add(
                    iam.createPolicy(make -> make.policyName(name).policyDocument(policy()))
                            .policy()
                            .arn());
        }
        for (int i = 0; i < 2; i++) {
            String name = "group-" + i;
            groups.add(name);
            iam.createGroup(make -> make.groupName(name));
        }
    }

    /** Does so much; what IAM refuses counts too, as it does when people try. */
    void some(int number) {
        for (int i = 0; i < number; i++) {
            try {
                one();
            } catch (IamException refusal) {
                refused++;
            }
        }
    }

    int refused() {
        return refused;
    }

    private void one() {
        if (random.nextBoolean()) {
            user("user-" + random.nextInt(12));
        } else {
            role("role-" + random.nextInt(8));
        }
    }

    private void user(String name) {
        boolean there =
                iam.listUsers().users().stream().anyMatch(each -> each.userName().equals(name));
        if (!there) {
            iam.createUser(make -> make.userName(name).path(random.nextBoolean() ? "/" : "/ci/"));
            return;
        }
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> iam.createAccessKey(make -> make.userName(name));
            case 3 ->
                    keys(name)
                            .limit(1)
                            .forEach(key ->
                                    iam.deleteAccessKey(delete ->
                                            delete.userName(name).accessKeyId(key.accessKeyId())));
            case 4, 5 ->
                    keys(name)
                            .forEach(key ->
                                    iam.updateAccessKey(update ->
                                            update.userName(name)
                                                    .accessKeyId(key.accessKeyId())
                                                    .status(
                                                            random.nextBoolean()
                                                                    ? StatusType.ACTIVE
                                                                    : StatusType.INACTIVE)));
            case 6 -> iam.tagUser(tag -> tag.userName(name).tags(tag()));
            case 7 -> iam.untagUser(tag -> tag.userName(name).tagKeys("owner"));
            case 8 ->
                    iam.putUserPolicy(put ->
                            put.userName(name)
                                    .policyName("own-" + random.nextInt(2))
                                    .policyDocument(policy()));
            case 9 ->
                    iam.deleteUserPolicy(
                            delete -> delete.userName(name).policyName("own-" + random.nextInt(2)));
            case 10 ->
                    iam.attachUserPolicy(attach -> attach.userName(name).policyArn(pick(policies)));
            case 11 ->
                    iam.detachUserPolicy(detach -> detach.userName(name).policyArn(pick(policies)));
            case 12 -> group(name);
            case 13 -> password(name);
            case 14 -> boundaryOfUser(name);
            default -> removeUser(name);
        }
    }

    private void group(String name) {
        String group = pick(groups);
        switch (random.nextInt(4)) {
            case 0 -> iam.addUserToGroup(add -> add.userName(name).groupName(group));
            case 1 -> iam.removeUserFromGroup(remove -> remove.userName(name).groupName(group));
            case 2 ->
                    iam.putGroupPolicy(
                            put -> put.groupName(group).policyName("of").policyDocument(policy()));
            default ->
                    iam.attachGroupPolicy(
                            attach -> attach.groupName(group).policyArn(pick(policies)));
        }
    }

    private void password(String name) {
        if (random.nextBoolean()) {
            iam.createLoginProfile(make -> make.userName(name).password("Hunter2-hunter2"));
        } else {
            iam.deleteLoginProfile(delete -> delete.userName(name));
        }
    }

    private void boundaryOfUser(String name) {
        if (random.nextBoolean()) {
            iam.putUserPermissionsBoundary(
                    put -> put.userName(name).permissionsBoundary(pick(policies)));
        } else {
            iam.deleteUserPermissionsBoundary(delete -> delete.userName(name));
        }
    }

    /** And, half the time, makes another of that name at once. */
    private void removeUser(String name) {
        keys(name)
                .forEach(key ->
                        iam.deleteAccessKey(
                                delete -> delete.userName(name).accessKeyId(key.accessKeyId())));
        iam.listAttachedUserPolicies(list -> list.userName(name))
                .attachedPolicies()
                .forEach(each ->
                        iam.detachUserPolicy(
                                detach -> detach.userName(name).policyArn(each.policyArn())));
        iam.listUserPolicies(list -> list.userName(name))
                .policyNames()
                .forEach(each ->
                        iam.deleteUserPolicy(delete -> delete.userName(name).policyName(each)));
        iam.listGroupsForUser(list -> list.userName(name))
                .groups()
                .forEach(each ->
                        iam.removeUserFromGroup(
                                remove -> remove.userName(name).groupName(each.groupName())));
        try {
            iam.deleteLoginProfile(delete -> delete.userName(name));
        } catch (IamException none) {
            // It had no password.
            refused++;
        }
        iam.deleteUser(delete -> delete.userName(name));
        if (random.nextBoolean()) {
            iam.createUser(make -> make.userName(name));
        }
    }

    private void role(String name) {
        boolean there =
                iam.listRoles().roles().stream().anyMatch(each -> each.roleName().equals(name));
        if (!there) {
            iam.createRole(make -> make.roleName(name).assumeRolePolicyDocument(trust()));
            return;
        }
        switch (random.nextInt(9)) {
            case 0 -> iam.tagRole(tag -> tag.roleName(name).tags(tag()));
            case 1 -> iam.untagRole(tag -> tag.roleName(name).tagKeys("owner"));
            case 2 ->
                    iam.putRolePolicy(put ->
                            put.roleName(name)
                                    .policyName("own-" + random.nextInt(2))
                                    .policyDocument(policy()));
            case 3 ->
                    iam.deleteRolePolicy(
                            delete -> delete.roleName(name).policyName("own-" + random.nextInt(2)));
            case 4 ->
                    iam.attachRolePolicy(attach -> attach.roleName(name).policyArn(pick(policies)));
            case 5 ->
                    iam.detachRolePolicy(detach -> detach.roleName(name).policyArn(pick(policies)));
            case 6 ->
                    iam.updateAssumeRolePolicy(
                            update -> update.roleName(name).policyDocument(trust()));
            case 7 ->
                    iam.putRolePermissionsBoundary(
                            put -> put.roleName(name).permissionsBoundary(pick(policies)));
            default -> removeRole(name);
        }
    }

    private void removeRole(String name) {
        iam.listAttachedRolePolicies(list -> list.roleName(name))
                .attachedPolicies()
                .forEach(each ->
                        iam.detachRolePolicy(
                                detach -> detach.roleName(name).policyArn(each.policyArn())));
        iam.listRolePolicies(list -> list.roleName(name))
                .policyNames()
                .forEach(each ->
                        iam.deleteRolePolicy(delete -> delete.roleName(name).policyName(each)));
        iam.deleteRole(delete -> delete.roleName(name));
        if (random.nextBoolean()) {
            iam.createRole(make -> make.roleName(name).assumeRolePolicyDocument(trust()));
        }
    }

    private Stream<AccessKeyMetadata> keys(String name) {
        return iam.listAccessKeys(list -> list.userName(name)).accessKeyMetadata().stream();
    }

    private Tag tag() {
        return Tag.builder().key("owner").value("team-" + random.nextInt(5)).build();
    }

    private String trust() {
        return """
        {"Version": "2012-10-17", "Statement":
          [{"Effect": "Allow", "Principal": %s, "Action": "sts:AssumeRole"}]}
        """
                .formatted(pick(PRINCIPALS));
    }

    private String policy() {
        return "{\"Version\": \"2012-10-17\", \"Statement\": [%s, %s]}"
                .formatted(pick(STATEMENTS), pick(STATEMENTS));
    }

    private String pick(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
