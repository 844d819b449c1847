package dev.curfew.core.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.identity.IamEvent.Change;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads IAM's records of CloudTrail as EventBridge delivers them. See
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
public final class CloudTrailReader {

    /** What became of reading an event. */
    public sealed interface Read {
        record Event(IamEvent event) implements Read {}

        /** It changes no identity, or says nothing that the inventory keeps. */
        record Ignored(String why) implements Read {}

        /** It should have told something and does not have the form that CloudTrail documents. */
        record Malformed(String why) implements Read {}
    }

    private interface ChangeReader {
        Change read(JsonNode detail);
    }

    private static @Nullable ChangeReader reader(String eventName) {
        return switch (eventName) {
            case "CreateUser" -> detail -> principal(IdentityKind.USER, detail, "user");
            // AcquireRole makes a role from a role template.
            case "CreateRole", "AcquireRole" ->
                    detail -> principal(IdentityKind.ROLE, detail, "role");
            case "DeleteUser" ->
                    detail ->
                            new Change.PrincipalDeleted(
                                    IdentityKind.USER, asked(detail, "userName"));
            case "DeleteRole" ->
                    detail ->
                            new Change.PrincipalDeleted(
                                    IdentityKind.ROLE, asked(detail, "roleName"));
            case "CreateAccessKey" -> CloudTrailReader::accessKey;
            case "UpdateAccessKey" ->
                    detail -> switched(IdentityKind.ACCESS_KEY, detail, "accessKeyId");
            case "DeleteAccessKey" ->
                    detail -> deleted(IdentityKind.ACCESS_KEY, detail, "accessKeyId");
            case "CreateServiceSpecificCredential" -> CloudTrailReader::serviceCredential;
            case "UpdateServiceSpecificCredential" ->
                    detail ->
                            switched(
                                    IdentityKind.SERVICE_CREDENTIAL,
                                    detail,
                                    "serviceSpecificCredentialId");
            case "DeleteServiceSpecificCredential" ->
                    detail ->
                            deleted(
                                    IdentityKind.SERVICE_CREDENTIAL,
                                    detail,
                                    "serviceSpecificCredentialId");
            default -> null;
        };
    }

    private CloudTrailReader() {}

    /** Reads an EventBridge event whose {@code detail} is a CloudTrail record, whole or in part. */
    public static Read read(JsonNode event) {
        JsonNode detail = event.path("detail");
        String name = detail.path("eventName").asText();
        if (name.isEmpty()) {
            return new Read.Malformed("the event has no `detail.eventName`");
        }
        if (!detail.path("errorCode").asText().isEmpty()) {
            return new Read.Ignored("the call failed");
        }
        ChangeReader reader = reader(name);
        if (reader == null) {
            return new Read.Ignored("`" + name + "` changes no identity");
        }
        try {
            return new Read.Event(
                    new IamEvent(
                            text(detail, "eventID"),
                            text(detail, "recipientAccountId"),
                            Instant.parse(text(detail, "eventTime"))
                                    .truncatedTo(ChronoUnit.SECONDS),
                            caller(detail.path("userIdentity")),
                            reader.read(detail)));
        } catch (MissingFieldException | DateTimeException malformed) {
            return new Read.Malformed(String.valueOf(malformed.getMessage()));
        }
    }

    private static Change principal(IdentityKind kind, JsonNode detail, String field) {
        JsonNode made = answered(detail, field);
        return new Change.PrincipalCreated(
                kind, text(made, field + "Id"), text(made, field + "Name"), optional(made, "arn"));
    }

    private static Change accessKey(JsonNode detail) {
        JsonNode key = answered(detail, "accessKey");
        return new Change.CredentialCreated(
                IdentityKind.ACCESS_KEY,
                text(key, "accessKeyId"),
                text(key, "userName"),
                null,
                status(text(key, "status")));
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

    private static Change switched(IdentityKind kind, JsonNode detail, String idField) {
        return new Change.CredentialSwitched(
                kind,
                asked(detail, idField),
                optional(detail.path("requestParameters"), "userName"),
                status(asked(detail, "status")));
    }

    private static Change deleted(IdentityKind kind, JsonNode detail, String idField) {
        return new Change.CredentialDeleted(
                kind,
                asked(detail, idField),
                optional(detail.path("requestParameters"), "userName"));
    }

    /** Any status but {@code Active} cannot be used; IAM has more than one such. */
    private static IdentityStatus status(String status) {
        return status.equals("Active") ? IdentityStatus.ACTIVE : IdentityStatus.INACTIVE;
    }

    /** A session's ARN tells more than its role's; a service has no ARN. */
    private static String caller(JsonNode userIdentity) {
        String arn = optional(userIdentity, "arn");
        String service = optional(userIdentity, "invokedBy");
        if (arn != null) {
            return arn;
        }
        if (service != null) {
            return service;
        }
        return text(userIdentity, "type")
                + " "
                + userIdentity.path("principalId").asText("unknown");
    }

    private static JsonNode answered(JsonNode detail, String field) {
        return detail.path("responseElements").path(field);
    }

    private static String asked(JsonNode detail, String field) {
        return text(detail.path("requestParameters"), field);
    }

    private static @Nullable String optional(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isTextual() && !value.asText().isEmpty() ? value.asText() : null;
    }

    private static String text(JsonNode object, String field) {
        String value = optional(object, field);
        if (value == null) {
            throw new MissingFieldException(field);
        }
        return value;
    }

    private static final class MissingFieldException extends RuntimeException {
        MissingFieldException(String field) {
            super("the record has no `" + field + "` where CloudTrail documents it");
        }
    }
}
