package dev.curfew.aws;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Credentials;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsResponse;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredentialMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;

/** Service-specific credentials by IAM's calls on them. IAM keeps no record of their use. */
public final class ServiceCredentials implements Credentials {

    private final IamClient iam;

    public ServiceCredentials(IamClient iam) {
        this.iam = iam;
    }

    @Override
    public IdentityKind kind() {
        return IdentityKind.SERVICE_CREDENTIAL;
    }

    @Override
    public Optional<List<Listed>> of(String userName) {
        return ListedPages.all(marker -> {
            ListServiceSpecificCredentialsResponse page =
                    iam.listServiceSpecificCredentials(
                            list -> list.userName(userName).marker(marker));
            return new ListedPages.Page(
                    page.serviceSpecificCredentials().stream()
                            .map(ServiceCredentials::listed)
                            .toList(),
                    page.isTruncated(),
                    page.marker());
        });
    }

    static Listed listed(ServiceSpecificCredentialMetadata credential) {
        return new Listed(
                credential.serviceSpecificCredentialId(),
                IamStatus.of(credential.status()),
                IamStatus.second(credential.createDate()),
                credential.serviceName(),
                credential.expirationDate());
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
                iam.deleteServiceSpecificCredential(delete ->
                        delete.userName(user).serviceSpecificCredentialId(credential.id())));
    }

    private Done update(Identity credential, StatusType status) {
        String user = Orders.userOf(credential);
        return Orders.give(() ->
                iam.updateServiceSpecificCredential(update ->
                        update.userName(user)
                                .serviceSpecificCredentialId(credential.id())
                                .status(status)));
    }
}
