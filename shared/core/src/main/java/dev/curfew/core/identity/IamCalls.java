package dev.curfew.core.identity;

import static dev.curfew.core.identity.RecordFields.answered;
import static dev.curfew.core.identity.RecordFields.asked;
import static dev.curfew.core.identity.RecordFields.askedOrNull;
import static dev.curfew.core.identity.RecordFields.optional;
import static dev.curfew.core.identity.RecordFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.identity.IamEvent.Change;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each of IAM's writing calls, by its name in CloudTrail, means to the inventory. */
final class IamCalls {

    /** What a call means. */
    sealed interface Meaning {

        /** Its record tells what changed, or of whom the account is to be asked. */
        non-sealed interface Read extends Meaning {
            Change read(JsonNode detail);
        }

        /** It may change many identities, or some that it does not name: the sweep finds them. */
        record LeftToSweep() implements Meaning {}

        /** It changes nothing that the inventory keeps. */
        record Nothing() implements Meaning {}
    }

    private static final Map<String, Meaning> MEANINGS = new HashMap<>();

    static {
        read("CreateUser", detail -> created(IdentityKind.USER, detail, "user"));
        // AcquireRole makes a role from a role template.
        for (String name : new String[] {"CreateRole", "AcquireRole", "CreateServiceLinkedRole"}) {
            read(name, detail -> created(IdentityKind.ROLE, detail, "role"));
        }
        read("DeleteUser", detail -> deleted(IdentityKind.USER, detail, "userName"));
        read("DeleteRole", detail -> deleted(IdentityKind.ROLE, detail, "roleName"));
        read("UpdateUser", IamCalls::userUpdated);

        credential(IdentityKind.ACCESS_KEY, "AccessKey", "accessKeyId");
        read("CreateAccessKey", IamCalls::accessKey);
        credential(
                IdentityKind.SERVICE_CREDENTIAL,
                "ServiceSpecificCredential",
                "serviceSpecificCredentialId");
        read("CreateServiceSpecificCredential", IamCalls::serviceCredential);
        credential(IdentityKind.SSH_PUBLIC_KEY, "SSHPublicKey", "sSHPublicKeyId");
        read(
                "UploadSSHPublicKey",
                detail ->
                        uploaded(
                                IdentityKind.SSH_PUBLIC_KEY,
                                answered(detail, "sSHPublicKey"),
                                "sSHPublicKeyId"));
        credential(IdentityKind.SIGNING_CERTIFICATE, "SigningCertificate", "certificateId");
        read(
                "UploadSigningCertificate",
                detail ->
                        uploaded(
                                IdentityKind.SIGNING_CERTIFICATE,
                                answered(detail, "certificate"),
                                "certificateId"));

        for (String name :
                new String[] {
                    "TagUser",
                    "UntagUser",
                    "AttachUserPolicy",
                    "DetachUserPolicy",
                    "PutUserPolicy",
                    "DeleteUserPolicy",
                    "PutUserPermissionsBoundary",
                    "DeleteUserPermissionsBoundary",
                    "AddUserToGroup",
                    "RemoveUserFromGroup",
                    "CreateLoginProfile",
                    "DeleteLoginProfile"
                }) {
            read(name, detail -> changed(IdentityKind.USER, detail, "userName"));
        }
        for (String name :
                new String[] {
                    "TagRole",
                    "UntagRole",
                    "AttachRolePolicy",
                    "DetachRolePolicy",
                    "PutRolePolicy",
                    "DeleteRolePolicy",
                    "PutRolePermissionsBoundary",
                    "DeleteRolePermissionsBoundary",
                    "UpdateAssumeRolePolicy"
                }) {
            read(name, detail -> changed(IdentityKind.ROLE, detail, "roleName"));
        }

        put(
                new Meaning.LeftToSweep(),
                // Whoever is in the group.
                "AttachGroupPolicy",
                "DetachGroupPolicy",
                "PutGroupPolicy",
                "DeleteGroupPolicy",
                "UpdateGroup",
                "DeleteGroup",
                // Whoever has the policy, or a group that has it.
                "CreatePolicyVersion",
                "SetDefaultPolicyVersion",
                // IAM deletes the role some time after it has answered, or does not.
                "DeleteServiceLinkedRole");

        put(
                new Meaning.Nothing(),
                // The description and the longest session of a role are not kept.
                "UpdateRole",
                "UpdateRoleDescription",
                // The credential stays, with another secret.
                "ResetServiceSpecificCredential",
                "UpdateLoginProfile",
                "ChangePassword",
                // Nobody has it yet, or any more.
                "CreateGroup",
                "CreatePolicy",
                "DeletePolicy",
                "DeletePolicyVersion",
                // Factors beside a password.
                "CreateVirtualMFADevice",
                "DeleteVirtualMFADevice",
                "EnableMFADevice",
                "DeactivateMFADevice",
                "ResyncMFADevice",
                "TagMFADevice",
                "UntagMFADevice",
                // Where a role is used, not who it is.
                "CreateInstanceProfile",
                "DeleteInstanceProfile",
                "AddRoleToInstanceProfile",
                "RemoveRoleFromInstanceProfile",
                "TagInstanceProfile",
                "UntagInstanceProfile",
                // Providers, which a role's trust names.
                "CreateOpenIDConnectProvider",
                "DeleteOpenIDConnectProvider",
                "AddClientIDToOpenIDConnectProvider",
                "RemoveClientIDFromOpenIDConnectProvider",
                "UpdateOpenIDConnectProviderThumbprint",
                "TagOpenIDConnectProvider",
                "UntagOpenIDConnectProvider",
                "CreateSAMLProvider",
                "UpdateSAMLProvider",
                "DeleteSAMLProvider",
                "TagSAMLProvider",
                "UntagSAMLProvider",
                // No identity's.
                "TagPolicy",
                "UntagPolicy",
                "UploadServerCertificate",
                "UpdateServerCertificate",
                "DeleteServerCertificate",
                "TagServerCertificate",
                "UntagServerCertificate",
                "CreateAccountAlias",
                "DeleteAccountAlias",
                "UpdateAccountPasswordPolicy",
                "DeleteAccountPasswordPolicy",
                "SetSecurityTokenServicePreferences",
                "EnableOrganizationsRootCredentialsManagement",
                "DisableOrganizationsRootCredentialsManagement",
                "EnableOrganizationsRootSessions",
                "DisableOrganizationsRootSessions",
                "EnableOutboundWebIdentityFederation",
                "DisableOutboundWebIdentityFederation",
                "CreateDelegationRequest",
                "AssociateDelegationRequest",
                "AcceptDelegationRequest",
                "RejectDelegationRequest",
                "UpdateDelegationRequest",
                "SendDelegationToken",
                "GenerateCredentialReport",
                "GenerateOrganizationsAccessReport",
                "GenerateServiceLastAccessedDetails");
    }

    private IamCalls() {}

    /** What a call means; null when Curfew does not know it. */
    static @Nullable Meaning meaning(String eventName) {
        return MEANINGS.get(eventName);
    }

    private static void read(String eventName, Meaning.Read reader) {
        MEANINGS.put(eventName, reader);
    }

    private static void put(Meaning meaning, String... eventNames) {
        Arrays.stream(eventNames).forEach(name -> MEANINGS.put(name, meaning));
    }

    private static void credential(IdentityKind kind, String name, String idField) {
        read(
                "Update" + name,
                detail ->
                        new Change.CredentialSwitched(
                                kind,
                                asked(detail, idField),
                                askedOrNull(detail, "userName"),
                                status(asked(detail, "status"))));
        read(
                "Delete" + name,
                detail ->
                        new Change.CredentialDeleted(
                                kind, asked(detail, idField), askedOrNull(detail, "userName")));
    }

    private static Change created(IdentityKind kind, JsonNode detail, String field) {
        JsonNode made = answered(detail, field);
        return new Change.PrincipalCreated(
                kind, text(made, field + "Id"), text(made, field + "Name"), optional(made, "arn"));
    }

    private static Change deleted(IdentityKind kind, JsonNode detail, String nameField) {
        return new Change.PrincipalDeleted(kind, asked(detail, nameField));
    }

    private static Change changed(IdentityKind kind, JsonNode detail, String nameField) {
        return new Change.PrincipalChanged(kind, asked(detail, nameField));
    }

    private static Change userUpdated(JsonNode detail) {
        String name = asked(detail, "userName");
        String to = askedOrNull(detail, "newUserName");
        return to == null || to.equals(name)
                ? new Change.PrincipalChanged(IdentityKind.USER, name)
                : new Change.UserRenamed(name, to);
    }

    private static Change accessKey(JsonNode detail) {
        return uploaded(IdentityKind.ACCESS_KEY, answered(detail, "accessKey"), "accessKeyId");
    }

    private static Change serviceCredential(JsonNode detail) {
        JsonNode credential = answered(detail, "serviceSpecificCredential");
        return new Change.CredentialCreated(
                IdentityKind.SERVICE_CREDENTIAL,
                text(credential, "serviceSpecificCredentialId"),
                text(credential, "userName"),
                text(credential, "serviceName"),
                status(text(credential, "status")));
    }

    private static Change uploaded(IdentityKind kind, JsonNode credential, String idField) {
        return new Change.CredentialCreated(
                kind,
                text(credential, idField),
                text(credential, "userName"),
                null,
                status(text(credential, "status")));
    }

    /** Any status but {@code Active} cannot be used; IAM has more than one such. */
    private static IdentityStatus status(String status) {
        return status.equals("Active") ? IdentityStatus.ACTIVE : IdentityStatus.INACTIVE;
    }
}
