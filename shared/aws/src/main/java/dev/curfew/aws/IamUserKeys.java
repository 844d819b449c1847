package dev.curfew.aws;

import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Credentials.Listed;
import dev.curfew.core.scan.UserKeys;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;

/** Keys by ListAccessKeys and GetAccessKeyLastUsed. */
public final class IamUserKeys implements UserKeys {

    private final AccessKeys keys;

    public IamUserKeys(IamClient iam) {
        keys = new AccessKeys(iam);
    }

    @Override
    public List<Listed> of(String userName) {
        return keys.of(userName).orElse(List.of());
    }

    @Override
    public LastUse lastUse(String keyId) {
        return keys.lastUse(keyId);
    }
}
