package dev.curfew.aws;

import dev.curfew.core.sweep.ServiceCredentialPages;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsResponse;

/** The service credentials of all users by ListServiceSpecificCredentials. */
public final class IamServiceCredentialPages implements ServiceCredentialPages {

    private static final int ITEMS = 1000;

    private final IamClient iam;

    public IamServiceCredentialPages(IamClient iam) {
        this.iam = iam;
    }

    @Override
    public Page read(@Nullable String marker) {
        ListServiceSpecificCredentialsResponse page =
                iam.listServiceSpecificCredentials(list ->
                        list.allUsers(true).maxItems(ITEMS).marker(marker));
        return new Page(
                page.serviceSpecificCredentials().stream()
                        .map(each ->
                                new Held(each.userName(), ServiceCredentials.listed(each)))
                        .toList(),
                IamMarker.next(page.isTruncated(), page.marker(), marker));
    }
}
