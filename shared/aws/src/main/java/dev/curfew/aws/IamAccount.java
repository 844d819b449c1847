package dev.curfew.aws;

import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.NameHistory;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.User;

/** The account as IAM's read calls show it. */
public final class IamAccount implements Account {

    private final IamClient iam;
    private final IamPrincipals principals;

    public IamAccount(IamClient iam) {
        this.iam = iam;
        this.principals = new IamPrincipals(iam);
    }

    @Override
    public Optional<NameHistory.Bearer> bearerNow(IdentityKind kind, String name) {
        try {
            return Optional.of(
                    switch (kind) {
                        case USER -> {
                            User user = iam.getUser(get -> get.userName(name)).user();
                            yield new NameHistory.Bearer(
                                    user.userId(),
                                    user.createDate().truncatedTo(ChronoUnit.SECONDS));
                        }
                        case ROLE -> {
                            Role role = iam.getRole(get -> get.roleName(name)).role();
                            yield new NameHistory.Bearer(
                                    role.roleId(),
                                    role.createDate().truncatedTo(ChronoUnit.SECONDS));
                        }
                        case ACCESS_KEY, SERVICE_CREDENTIAL, SSH_PUBLIC_KEY, SIGNING_CERTIFICATE ->
                                throw new IllegalArgumentException(
                                        kind + " has no name of its own");
                    });
        } catch (NoSuchEntityException gone) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<IdentityStatus> statusNow(IdentityKind kind, String id, String userName) {
        try {
            return switch (kind) {
                case ACCESS_KEY ->
                        iam
                                .listAccessKeysPaginator(list -> list.userName(userName))
                                .accessKeyMetadata()
                                .stream()
                                .filter(key -> key.accessKeyId().equals(id))
                                .map(key -> status(key.status()))
                                .findFirst();
                case SERVICE_CREDENTIAL ->
                        iam
                                .listServiceSpecificCredentials(list -> list.userName(userName))
                                .serviceSpecificCredentials()
                                .stream()
                                .filter(credential ->
                                        credential.serviceSpecificCredentialId().equals(id))
                                .map(credential -> status(credential.status()))
                                .findFirst();
                case SSH_PUBLIC_KEY ->
                        iam
                                .listSSHPublicKeysPaginator(list -> list.userName(userName))
                                .sshPublicKeys()
                                .stream()
                                .filter(key -> key.sshPublicKeyId().equals(id))
                                .map(key -> status(key.status()))
                                .findFirst();
                case SIGNING_CERTIFICATE ->
                        iam
                                .listSigningCertificatesPaginator(list -> list.userName(userName))
                                .certificates()
                                .stream()
                                .filter(certificate -> certificate.certificateId().equals(id))
                                .map(certificate -> status(certificate.status()))
                                .findFirst();
                case USER, ROLE ->
                        throw new IllegalArgumentException(kind + " cannot be switched off");
            };
        } catch (NoSuchEntityException gone) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Principal> detailsNow(IdentityKind kind, String name) {
        try {
            return Optional.of(
                    switch (kind) {
                        case USER -> principals.user(name);
                        case ROLE -> principals.role(name);
                        case ACCESS_KEY, SERVICE_CREDENTIAL, SSH_PUBLIC_KEY, SIGNING_CERTIFICATE ->
                                throw new IllegalArgumentException(kind + " has no details");
                    });
        } catch (NoSuchEntityException gone) {
            return Optional.empty();
        }
    }

    private static IdentityStatus status(StatusType status) {
        return status == StatusType.ACTIVE ? IdentityStatus.ACTIVE : IdentityStatus.INACTIVE;
    }
}
