package dev.curfew.aws;

import dev.curfew.core.caller.CallerRoles;
import dev.curfew.core.caller.CallersUnavailableException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * Roles by IAM's GetRole. What a unique id stands for never changes, neither its name nor its path,
 * so an answer is kept for as long as the function lives.
 */
public final class IamRoles implements CallerRoles {

    private static final int KEPT = 1000;

    private final IamClient iam;
    private final Map<String, String> arns =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                            return size() > KEPT;
                        }
                    });

    public IamRoles(IamClient iam) {
        this.iam = iam;
    }

    @Override
    public Optional<String> arn(String name, String id) {
        String known = arns.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            Role role = iam.getRole(get -> get.roleName(name)).role();
            if (!role.roleId().equals(id)) {
                return Optional.empty();
            }
            arns.put(id, role.arn());
            return Optional.of(role.arn());
        } catch (NoSuchEntityException gone) {
            return Optional.empty();
        } catch (SdkException unread) {
            throw new CallersUnavailableException("IAM did not say which role it is", unread);
        }
    }
}
