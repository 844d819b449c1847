package dev.curfew.aws;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Credentials;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.StatusType;

/** Access keys by IAM's calls on them. */
public final class AccessKeys implements Credentials {

    /** What IAM says where it has nothing to say. */
    private static final String NOT_APPLICABLE = "N/A";

    private final IamClient iam;

    public AccessKeys(IamClient iam) {
        this.iam = iam;
    }

    @Override
    public IdentityKind kind() {
        return IdentityKind.ACCESS_KEY;
    }

    @Override
    public Optional<List<Listed>> of(String userName) {
        return ListedPages.all(marker -> {
            ListAccessKeysResponse page =
                    iam.listAccessKeys(list -> list.userName(userName).marker(marker));
            return new ListedPages.Page(
                    page.accessKeyMetadata().stream()
                            .map(each ->
                                    new Listed(
                                            each.accessKeyId(),
                                            IamStatus.of(each.status()),
                                            IamStatus.second(each.createDate()),
                                            null,
                                            null))
                            .toList(),
                    page.isTruncated(),
                    page.marker());
        });
    }

    /**
     * IAM tells a key that was never used by no date and {@code N/A} for the service. Any other
     * answer without a date has no documented meaning, so it tells nothing.
     */
    @Override
    public LastUse lastUse(Identity credential) {
        return lastUse(credential.id());
    }

    /** The same, by the key's id. */
    LastUse lastUse(String keyId) {
        AccessKeyLastUsed use =
                iam.getAccessKeyLastUsed(get -> get.accessKeyId(keyId)).accessKeyLastUsed();
        if (use == null) {
            return new LastUse.Unknown("IAM answered nothing on its last use");
        }
        if (use.lastUsedDate() != null) {
            return new LastUse.Used(
                    use.lastUsedDate(),
                    applicableOrNull(use.serviceName()),
                    applicableOrNull(use.region()));
        }
        return NOT_APPLICABLE.equals(use.serviceName())
                ? new LastUse.Never()
                : new LastUse.Unknown("IAM answered neither a date nor that there is none");
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
                iam.deleteAccessKey(delete -> delete.userName(user).accessKeyId(credential.id())));
    }

    private Done update(Identity credential, StatusType status) {
        String user = Orders.userOf(credential);
        return Orders.give(() ->
                iam.updateAccessKey(update ->
                        update.userName(user).accessKeyId(credential.id()).status(status)));
    }

    private static @Nullable String applicableOrNull(@Nullable String text) {
        return NOT_APPLICABLE.equals(text) ? null : text;
    }
}
