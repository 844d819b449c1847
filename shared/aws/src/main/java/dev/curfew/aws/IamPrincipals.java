package dev.curfew.aws;

import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Powers;
import dev.curfew.core.identity.Trust;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/**
 * One user or role with all that IAM shows of it, some calls for each. What goes away while it is
 * being read is an event of its own.
 */
final class IamPrincipals {

    private final IamClient iam;

    IamPrincipals(IamClient iam) {
        this.iam = iam;
    }

    /**
     * @throws NoSuchEntityException when there is none of that name
     */
    Account.Principal user(String name) {
        User user = iam.getUser(get -> get.userName(name)).user();
        SortedSet<String> policies = new TreeSet<>();
        Powers powers =
                powers(
                        iam
                                .listAttachedUserPoliciesPaginator(list -> list.userName(name))
                                .attachedPolicies()
                                .stream()
                                .toList(),
                        policies);
        List<String> inline = new ArrayList<>();
        for (String policy :
                iam.listUserPoliciesPaginator(list -> list.userName(name)).policyNames()) {
            policies.add("inline:" + policy);
            inline.add(
                    decoded(
                            iam.getUserPolicy(get -> get.userName(name).policyName(policy))
                                    .policyDocument()));
        }
        powers = Powers.of(inline).plus(powers);
        SortedSet<String> groups = new TreeSet<>();
        for (var group : iam.listGroupsForUserPaginator(list -> list.userName(name)).groups()) {
            groups.add(group.groupName());
            powers = powers.plus(group(group.groupName()));
        }
        return new Account.Principal(
                user.userId(),
                user.userName(),
                user.arn(),
                user.createDate().truncatedTo(ChronoUnit.SECONDS),
                details(
                        tags(user.tags()),
                        policies,
                        groups,
                        user.permissionsBoundary(),
                        powers,
                        null,
                        hasPassword(name)));
    }

    /**
     * @throws NoSuchEntityException when there is none of that name
     */
    Account.Principal role(String name) {
        Role role = iam.getRole(get -> get.roleName(name)).role();
        SortedSet<String> policies = new TreeSet<>();
        Powers powers =
                powers(
                        iam
                                .listAttachedRolePoliciesPaginator(list -> list.roleName(name))
                                .attachedPolicies()
                                .stream()
                                .toList(),
                        policies);
        List<String> inline = new ArrayList<>();
        for (String policy :
                iam.listRolePoliciesPaginator(list -> list.roleName(name)).policyNames()) {
            policies.add("inline:" + policy);
            inline.add(
                    decoded(
                            iam.getRolePolicy(get -> get.roleName(name).policyName(policy))
                                    .policyDocument()));
        }
        return new Account.Principal(
                role.roleId(),
                role.roleName(),
                role.arn(),
                role.createDate().truncatedTo(ChronoUnit.SECONDS),
                details(
                        tags(role.tags()),
                        policies,
                        new TreeSet<>(),
                        role.permissionsBoundary(),
                        Powers.of(inline).plus(powers),
                        Trust.of(decoded(role.assumeRolePolicyDocument())),
                        false));
    }

    private static Details details(
            SortedMap<String, String> tags,
            SortedSet<String> policies,
            SortedSet<String> groups,
            @Nullable AttachedPermissionsBoundary boundary,
            Powers powers,
            @Nullable Trust trust,
            boolean password) {
        return new Details(
                tags,
                policies,
                groups,
                boundary == null ? null : boundary.permissionsBoundaryArn(),
                powers,
                trust,
                password,
                null,
                null,
                null);
    }

    private Powers group(String name) {
        List<String> inline = new ArrayList<>();
        for (String policy :
                iam.listGroupPoliciesPaginator(list -> list.groupName(name)).policyNames()) {
            inline.add(
                    decoded(
                            iam.getGroupPolicy(get -> get.groupName(name).policyName(policy))
                                    .policyDocument()));
        }
        return Powers.of(inline)
                .plus(
                        powers(
                                iam
                                        .listAttachedGroupPoliciesPaginator(
                                                list -> list.groupName(name))
                                        .attachedPolicies()
                                        .stream()
                                        .toList(),
                                new TreeSet<>()));
    }

    /** The powers of managed policies, each summed up by itself as the sweep does it. */
    private Powers powers(Collection<AttachedPolicy> attached, SortedSet<String> arns) {
        Powers powers = Powers.NONE;
        for (AttachedPolicy policy : attached) {
            arns.add(policy.policyArn());
            powers = powers.plus(managed(policy.policyArn()));
        }
        return powers;
    }

    private Powers managed(String arn) {
        try {
            String version = iam.getPolicy(get -> get.policyArn(arn)).policy().defaultVersionId();
            return Powers.of(
                    List.of(
                            decoded(
                                    iam.getPolicyVersion(
                                                    get -> get.policyArn(arn).versionId(version))
                                            .policyVersion()
                                            .document())));
        } catch (NoSuchEntityException changing) {
            // Detached and deleted, or given another version, since it was listed: an event
            // follows.
            return Powers.NONE;
        }
    }

    private boolean hasPassword(String user) {
        try {
            iam.getLoginProfile(get -> get.userName(user));
            return true;
        } catch (NoSuchEntityException none) {
            return false;
        }
    }

    private static SortedMap<String, String> tags(List<Tag> tags) {
        return tags.stream()
                .collect(Collectors.toMap(Tag::key, Tag::value, (a, b) -> b, TreeMap::new));
    }

    /** IAM answers with policies in URL encoding, in which a space is never a plus sign. */
    private static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
