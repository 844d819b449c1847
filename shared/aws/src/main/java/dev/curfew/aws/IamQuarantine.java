package dev.curfew.aws;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Quarantine;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;

/**
 * Quarantine by a managed policy of the stack's own, attached to the role; the only one that the
 * functions may attach. A role that cannot be changed, such as a service's own, is an error.
 */
public final class IamQuarantine implements Quarantine {

    private final IamClient iam;
    private final String policy;

    /**
     * @param policy ARN of the policy that denies everything
     */
    public IamQuarantine(IamClient iam, String policy) {
        this.iam = iam;
        this.policy = policy;
    }

    @Override
    public Optional<IdentityStatus> statusNow(Identity role) {
        return switch (look(role)) {
            case GONE -> Optional.empty();
            case DENIED -> Optional.of(IdentityStatus.QUARANTINED);
            case FREE -> Optional.of(IdentityStatus.ACTIVE);
        };
    }

    /** IAM tells of the last 400 days, and gives a role that was not used in them no date. */
    @Override
    public LastUse lastUse(Identity role) {
        String name = name(role);
        Role found;
        try {
            found = iam.getRole(get -> get.roleName(name)).role();
        } catch (NoSuchEntityException gone) {
            return new LastUse.Unknown("there is no role `" + name + "`");
        }
        if (!found.roleId().equals(role.id())) {
            return new LastUse.Unknown("`" + name + "` is the name of another role now");
        }
        RoleLastUsed use = found.roleLastUsed();
        return use == null || use.lastUsedDate() == null
                ? new LastUse.Never()
                : new LastUse.Used(use.lastUsedDate(), null, use.region());
    }

    @Override
    public Done begin(Identity role) {
        return switch (look(role)) {
            case GONE -> Done.GONE;
            case DENIED -> Done.YES;
            case FREE -> attach(role);
        };
    }

    @Override
    public Done end(Identity role) {
        return switch (look(role)) {
            case GONE -> Done.GONE;
            case FREE -> Done.YES;
            case DENIED -> detach(role);
        };
    }

    private Done attach(Identity role) {
        try {
            iam.attachRolePolicy(attach -> attach.roleName(name(role)).policyArn(policy));
            return Done.YES;
        } catch (LimitExceededException full) {
            return Done.NO_ROOM;
        } catch (NoSuchEntityException missing) {
            // The role or the policy; without its policy a quarantine is an error.
            if (look(role) == Seen.GONE) {
                return Done.GONE;
            }
            throw missing;
        }
    }

    private Done detach(Identity role) {
        try {
            iam.detachRolePolicy(detach -> detach.roleName(name(role)).policyArn(policy));
            return Done.YES;
        } catch (NoSuchEntityException missing) {
            return switch (look(role)) {
                case GONE -> Done.GONE;
                case FREE -> Done.YES;
                case DENIED -> throw missing;
            };
        }
    }

    /** What IAM shows of a role. */
    private enum Seen {
        FREE,
        DENIED,
        GONE
    }

    /** IAM takes orders by name alone, and a name is used again: another role may bear it now. */
    private Seen look(Identity role) {
        String name = name(role);
        try {
            String bearer = iam.getRole(get -> get.roleName(name)).role().roleId();
            if (!bearer.equals(role.id())) {
                return Seen.GONE;
            }
            boolean denied =
                    iam
                            .listAttachedRolePoliciesPaginator(list -> list.roleName(name))
                            .attachedPolicies()
                            .stream()
                            .anyMatch(attached -> attached.policyArn().equals(policy));
            return denied ? Seen.DENIED : Seen.FREE;
        } catch (NoSuchEntityException gone) {
            return Seen.GONE;
        }
    }

    private static String name(Identity role) {
        String name = role.name();
        if (role.kind() != IdentityKind.ROLE || name == null) {
            throw new IllegalArgumentException("`" + role.id() + "` is no role of a known name");
        }
        return name;
    }
}
