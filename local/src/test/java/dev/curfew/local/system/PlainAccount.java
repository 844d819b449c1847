package dev.curfew.local.system;

import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Powers;
import dev.curfew.core.identity.Trust;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/**
 * What the account is by plain calls about one user or role after the other, and not by any that
 * the sweep makes, but for the lists of keys. As text, by unique id.
 */
final class PlainAccount {

    private final IamClient iam;
    private final Map<String, String> all = new TreeMap<>();

    private PlainAccount(IamClient iam) {
        this.iam = iam;
    }

    static Map<String, String> of(IamClient iam) {
        PlainAccount account = new PlainAccount(iam);
        iam.listUsersPaginator().users().forEach(each -> account.user(each.userName()));
        iam.listRolesPaginator().roles().forEach(each -> account.role(each.roleName()));
        return account.all;
    }

    /** The inventory in the same words. */
    static Map<String, String> of(List<Identity> inventory) {
        Map<String, String> all = new TreeMap<>();
        for (Identity each : inventory) {
            Details details = each.details();
            all.put(
                    each.id(),
                    each.kind().isPrincipal()
                            ? "%s %s %s %s"
                                    .formatted(
                                            each.kind(),
                                            each.status(),
                                            each.arn(),
                                            text(
                                                    details.tags(),
                                                    details.policies(),
                                                    details.groups(),
                                                    details.boundary(),
                                                    details.powers(),
                                                    details.trust(),
                                                    details.password()))
                            : "%s %s of %s %s"
                                    .formatted(
                                            each.kind(), each.status(), each.user(), each.name()));
        }
        return all;
    }

    private static String text(
            Map<String, String> tags,
            Set<String> policies,
            Set<String> groups,
            @Nullable String boundary,
            Powers powers,
            @Nullable Trust trust,
            boolean password) {
        return "%s %s %s %s %s %s %s"
                .formatted(
                        new TreeMap<>(tags),
                        new TreeSet<>(policies),
                        new TreeSet<>(groups),
                        boundary,
                        powers,
                        trust,
                        password);
    }

    private void user(String name) {
        User user = iam.getUser(get -> get.userName(name)).user();
        TreeSet<String> policies = new TreeSet<>();
        TreeMap<String, String> texts = new TreeMap<>();
        managed(
                iam.listAttachedUserPolicies(list -> list.userName(name)).attachedPolicies(),
                policies,
                texts);
        for (String policy : iam.listUserPolicies(list -> list.userName(name)).policyNames()) {
            policies.add("inline:" + policy);
            texts.put(
                    "own " + policy,
                    iam.getUserPolicy(get -> get.userName(name).policyName(policy))
                            .policyDocument());
        }
        TreeSet<String> groups = new TreeSet<>();
        for (Group each : iam.listGroupsForUser(list -> list.userName(name)).groups()) {
            String group = each.groupName();
            groups.add(group);
            managed(
                    iam.listAttachedGroupPolicies(list -> list.groupName(group)).attachedPolicies(),
                    new TreeSet<>(),
                    texts);
            for (String policy :
                    iam.listGroupPolicies(list -> list.groupName(group)).policyNames()) {
                texts.put(
                        group + " " + policy,
                        iam.getGroupPolicy(get -> get.groupName(group).policyName(policy))
                                .policyDocument());
            }
        }
        all.put(
                user.userId(),
                "USER ACTIVE %s %s"
                        .formatted(
                                user.arn(),
                                text(
                                        tags(user.tags()),
                                        policies,
                                        groups,
                                        boundary(user.permissionsBoundary()),
                                        powers(texts),
                                        null,
                                        hasPassword(name))));
        for (AccessKeyMetadata key :
                iam.listAccessKeys(list -> list.userName(name)).accessKeyMetadata()) {
            all.put(
                    key.accessKeyId(),
                    "ACCESS_KEY %s of %s %s"
                            .formatted(
                                    key.statusAsString().toUpperCase(Locale.ROOT),
                                    user.userId(),
                                    name));
        }
    }

    private void role(String name) {
        Role role = iam.getRole(get -> get.roleName(name)).role();
        TreeSet<String> policies = new TreeSet<>();
        TreeMap<String, String> texts = new TreeMap<>();
        managed(
                iam.listAttachedRolePolicies(list -> list.roleName(name)).attachedPolicies(),
                policies,
                texts);
        for (String policy : iam.listRolePolicies(list -> list.roleName(name)).policyNames()) {
            policies.add("inline:" + policy);
            texts.put(
                    "own " + policy,
                    iam.getRolePolicy(get -> get.roleName(name).policyName(policy))
                            .policyDocument());
        }
        all.put(
                role.roleId(),
                "ROLE ACTIVE %s %s"
                        .formatted(
                                role.arn(),
                                text(
                                        tags(role.tags()),
                                        policies,
                                        Set.of(),
                                        boundary(role.permissionsBoundary()),
                                        powers(texts),
                                        Trust.of(decoded(role.assumeRolePolicyDocument())),
                                        false)));
    }

    private void managed(
            List<AttachedPolicy> attached, Set<String> policies, Map<String, String> texts) {
        for (AttachedPolicy each : attached) {
            String arn = each.policyArn();
            policies.add(arn);
            String version = iam.getPolicy(get -> get.policyArn(arn)).policy().defaultVersionId();
            texts.put(
                    arn,
                    iam.getPolicyVersion(get -> get.policyArn(arn).versionId(version))
                            .policyVersion()
                            .document());
        }
    }

    private static Powers powers(Map<String, String> texts) {
        return Powers.of(
                new ArrayList<>(texts.values().stream().map(PlainAccount::decoded).toList()));
    }

    private boolean hasPassword(String name) {
        try {
            iam.getLoginProfile(get -> get.userName(name));
            return true;
        } catch (NoSuchEntityException none) {
            return false;
        }
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private static @Nullable String boundary(@Nullable AttachedPermissionsBoundary boundary) {
        return boundary == null ? null : boundary.permissionsBoundaryArn();
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
