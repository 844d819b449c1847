package dev.curfew.aws;

import dev.curfew.core.revocation.RolePolicies;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * The deny policy of each brokered role, as an inline policy of one fixed name: IAM cannot restrict
 * the names of inline policies that a principal may write, so this does, and takes roles under our
 * path alone.
 */
public final class IamRolePolicies implements RolePolicies {

    /** The one inline policy that Curfew writes. */
    public static final String NAME = "curfew-deny";

    private static final Pattern BROKERED =
            Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/curfew/(?:[^/]+/)*([^/]+)");

    private final IamClient iam;

    public IamRolePolicies(IamClient iam) {
        this.iam = iam;
    }

    @Override
    public Written put(String role, String document) {
        String name = name(role);
        try {
            iam.putRolePolicy(put -> put.roleName(name).policyName(NAME).policyDocument(document));
            return Written.DONE;
        } catch (NoSuchEntityException gone) {
            return Written.ROLE_GONE;
        } catch (LimitExceededException tooLong) {
            return Written.TOO_LONG;
        }
    }

    @Override
    public Written remove(String role) {
        String name = name(role);
        try {
            iam.deleteRolePolicy(delete -> delete.roleName(name).policyName(NAME));
        } catch (NoSuchEntityException gone) {
            // Neither a role nor a policy that is not there denies anyone.
        }
        return Written.DONE;
    }

    private static String name(String role) {
        var brokered = BROKERED.matcher(role);
        if (!brokered.matches()) {
            throw new IllegalArgumentException("`" + role + "` is no brokered role");
        }
        return brokered.group(1);
    }
}
