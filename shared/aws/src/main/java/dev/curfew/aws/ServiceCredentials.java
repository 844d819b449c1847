package dev.curfew.aws;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
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
        List<Listed> listed = new ArrayList<>();
        try {
            String marker = null;
            do {
                ListServiceSpecificCredentialsResponse page = page(userName, marker);
                page.serviceSpecificCredentials().stream()
                        .map(ServiceCredentials::listed)
                        .forEach(listed::add);
                marker = IamMarker.next(page.isTruncated(), page.marker(), marker);
            } while (marker != null);
        } catch (NoSuchEntityException gone) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(listed));
    }

    private ListServiceSpecificCredentialsResponse page(String userName, @Nullable String marker) {
        // The SDK has no paginator for this call.
        return iam.listServiceSpecificCredentials(list -> list.userName(userName).marker(marker));
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
                iam.deleteServiceSpecificCredential(delete -> delete.userName(user).serviceSpecificCredentialId(credential.id())));
    }

    private Done update(Identity credential, StatusType status) {
        String user = Orders.userOf(credential);
        return Orders.give(() ->
                iam.updateServiceSpecificCredential(update ->
                        update.userName(user).serviceSpecificCredentialId(credential.id()).status(status)));
    }
}
