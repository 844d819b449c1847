package dev.curfew.aws;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Credentials;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.StatusType;

/** SSH public keys by IAM's calls on them. IAM keeps no record of their use. */
public final class SshPublicKeys implements Credentials {

    private final IamClient iam;

    public SshPublicKeys(IamClient iam) {
        this.iam = iam;
    }

    @Override
    public IdentityKind kind() {
        return IdentityKind.SSH_PUBLIC_KEY;
    }

    @Override
    public Optional<List<Listed>> of(String userName) {
        try {
            return Optional.of(
                    iam
                            .listSSHPublicKeysPaginator(list -> list.userName(userName))
                            .sshPublicKeys()
                            .stream()
                            .map(each ->
                                    new Listed(
                                            each.sshPublicKeyId(),
                                            IamStatus.of(each.status()),
                                            IamStatus.second(each.uploadDate()),
                                            null,
                                            null))
                            .toList());
        } catch (NoSuchEntityException gone) {
            return Optional.empty();
        }
    }

    @Override
    public LastUse lastUse(Identity credential) {
        return new LastUse.Untracked();
    }

    @Override
    public Done disable(Identity credential) {
        return update(credential, StatusType.INACTIVE);
    }

    @Override
    public Done enable(Identity credential) {
        return update(credential, StatusType.ACTIVE);
    }

    @Override
    public Done delete(Identity credential) {
        String user = Orders.userOf(credential);
        return Orders.give(() ->
                iam.deleteSSHPublicKey(delete -> delete.userName(user).sshPublicKeyId(credential.id())));
    }

    private Done update(Identity credential, StatusType status) {
        String user = Orders.userOf(credential);
        return Orders.give(() ->
                iam.updateSSHPublicKey(update ->
                        update.userName(user).sshPublicKeyId(credential.id()).status(status)));
    }
}
