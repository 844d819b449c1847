package dev.curfew.aws;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.sweep.AccountPages;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** The account by GetAccountAuthorizationDetails, a thousand at a time. */
public final class IamPages implements AccountPages {

    /** As many as IAM gives at once. It may give fewer although there are more. */
    private static final int ITEMS = 1000;

    private final IamClient iam;

    public IamPages(IamClient iam) {
        this.iam = iam;
    }

    @Override
    public Page read(Part part, @Nullable String marker) {
        GetAccountAuthorizationDetailsResponse page =
                iam.getAccountAuthorizationDetails(get ->
                        get.filter(filter(part)).maxItems(ITEMS).marker(marker));
        Map<String, String> policies = new HashMap<>();
        for (ManagedPolicyDetail policy : page.policies()) {
            policies.put(policy.arn(), inForce(policy));
        }
        List<Principal> principals = new ArrayList<>();
        page.roleDetailList().stream().map(IamPages::role).forEach(principals::add);
        page.userDetailList().stream().map(IamPages::user).forEach(principals::add);
        return new Page(
                policies,
                page.groupDetailList().stream().map(IamPages::group).toList(),
                principals,
                IamMarker.next(page.isTruncated(), page.marker(), marker));
    }

    @Override
    public String policy(String arn) {
        String version = iam.getPolicy(get -> get.policyArn(arn)).policy().defaultVersionId();
        return decode(
                iam.getPolicyVersion(get -> get.policyArn(arn).versionId(version))
                        .policyVersion()
                        .document());
    }

    private static List<EntityType> filter(Part part) {
        return switch (part) {
            case POLICIES ->
                    List.of(
                            EntityType.LOCAL_MANAGED_POLICY,
                            EntityType.AWS_MANAGED_POLICY,
                            EntityType.GROUP);
            case ROLES -> List.of(EntityType.ROLE);
            case USERS -> List.of(EntityType.USER);
        };
    }

    private static String inForce(ManagedPolicyDetail policy) {
        for (PolicyVersion version : policy.policyVersionList()) {
            if (Boolean.TRUE.equals(version.isDefaultVersion())) {
                return decode(version.document());
            }
        }
        throw new IllegalStateException("IAM shows no policy in force of `" + policy.arn() + "`");
    }

    private static Group group(GroupDetail group) {
        return new Group(
                group.groupName(),
                arns(group.attachedManagedPolicies()),
                List.copyOf(inline(group.groupPolicyList()).values()));
    }

    private static Principal user(UserDetail user) {
        return new Principal(
                IdentityKind.USER,
                user.userId(),
                user.userName(),
                user.arn(),
                IamStatus.second(user.createDate()),
                tags(user.tags()),
                arns(user.attachedManagedPolicies()),
                inline(user.userPolicyList()),
                user.groupList(),
                boundary(user.permissionsBoundary()),
                null,
                null);
    }

    private static Principal role(RoleDetail role) {
        RoleLastUsed use = role.roleLastUsed();
        return new Principal(
                IdentityKind.ROLE,
                role.roleId(),
                role.roleName(),
                role.arn(),
                IamStatus.second(role.createDate()),
                tags(role.tags()),
                arns(role.attachedManagedPolicies()),
                inline(role.rolePolicyList()),
                List.of(),
                boundary(role.permissionsBoundary()),
                decode(role.assumeRolePolicyDocument()),
                use == null
                        ? new RoleUse(null, null)
                        : new RoleUse(use.lastUsedDate(), use.region()));
    }

    private static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> all = new HashMap<>();
        tags.forEach(tag -> all.put(tag.key(), tag.value()));
        return all;
    }

    private static List<String> arns(List<AttachedPolicy> policies) {
        return policies.stream().map(AttachedPolicy::policyArn).toList();
    }

    private static Map<String, String> inline(List<PolicyDetail> policies) {
        Map<String, String> all = new HashMap<>();
        policies.forEach(policy -> all.put(policy.policyName(), decode(policy.policyDocument())));
        return all;
    }

    private static @Nullable String boundary(@Nullable AttachedPermissionsBoundary boundary) {
        return boundary == null ? null : boundary.permissionsBoundaryArn();
    }

    /** A policy as it was written: IAM answers it in the form of a URL. */
    private static String decode(String policy) {
        // URLDecoder takes a plus for a space, and IAM encodes a space as %20, so a plus is a plus.
        return URLDecoder.decode(policy.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
