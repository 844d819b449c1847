package dev.curfew.core.watch;

import dev.curfew.core.lease.Lease;
import java.util.Optional;
import java.util.Set;

/**
 * A try to get credentials or permissions that outlive the lease, whether it was denied or not. The
 * boundary denies all of these to every session, so nobody's work needs them.
 */
final class Escape implements LeaseDetection {

    private static final Set<String> STS =
            Set.of(
                    "AssumeRole",
                    "AssumeRoleWithSAML",
                    "AssumeRoleWithWebIdentity",
                    "AssumeRoot",
                    "GetFederationToken",
                    "GetSessionToken",
                    "GetWebIdentityToken");

    private static final Set<String> IAM =
            Set.of(
                    "AcquireRole",
                    "AddUserToGroup",
                    "AttachGroupPolicy",
                    "AttachRolePolicy",
                    "AttachUserPolicy",
                    "CreateAccessKey",
                    "CreateLoginProfile",
                    "CreatePolicyVersion",
                    "CreateRole",
                    "CreateServiceSpecificCredential",
                    "CreateUser",
                    "DeleteRolePermissionsBoundary",
                    "DeleteRolePolicy",
                    "DetachRolePolicy",
                    "PutGroupPolicy",
                    "PutRolePermissionsBoundary",
                    "PutRolePolicy",
                    "PutUserPolicy",
                    "ResetServiceSpecificCredential",
                    "SetDefaultPolicyVersion",
                    "UpdateAccessKey",
                    "UpdateAssumeRolePolicy",
                    "UpdateLoginProfile",
                    "UpdateRole",
                    "UploadSSHPublicKey",
                    "UploadSigningCertificate");

    @Override
    public Kind kind() {
        return Kind.ESCAPE;
    }

    @Override
    public Optional<Suspicion> look(Call call, Lease lease) {
        boolean escape =
                switch (call.service()) {
                    case "sts.amazonaws.com" -> STS.contains(call.name());
                    case "iam.amazonaws.com" -> IAM.contains(call.name());
                    default -> false;
                };
        return escape
                ? Optional.of(
                        new Suspicion(
                                Kind.ESCAPE,
                                Kind.Severity.HIGH,
                                "tried `"
                                        + call.name()
                                        + "` as lease `"
                                        + lease.id()
                                        + "`"
                                        + (call.failure() == null ? "" : ", which was refused")))
                : Optional.empty();
    }
}
