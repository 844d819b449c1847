package dev.curfew.core.identity;

import static dev.curfew.core.identity.RecordFields.optional;
import static dev.curfew.core.identity.RecordFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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

        /** It may change identities that it does not name; the sweep finds out. */
        record LeftToSweep(String eventName) implements Read {}

        /** A call that Curfew does not know, since AWS goes on adding some. */
        record Unknown(String eventName) implements Read {}

        /** It should have told something and does not have the form that CloudTrail documents. */
        record Malformed(String why) implements Read {}
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
        return switch (IamCalls.meaning(name)) {
            case null -> new Read.Unknown(name);
            case IamCalls.Meaning.Nothing nothing ->
                    new Read.Ignored("`" + name + "` changes nothing that the inventory keeps");
            case IamCalls.Meaning.LeftToSweep left -> new Read.LeftToSweep(name);
            case IamCalls.Meaning.Read reader -> read(detail, reader);
        };
    }

    private static Read read(JsonNode detail, IamCalls.Meaning.Read reader) {
        try {
            return new Read.Event(
                    new IamEvent(
                            text(detail, "eventID"),
                            text(detail, "recipientAccountId"),
                            Instant.parse(text(detail, "eventTime"))
                                    .truncatedTo(ChronoUnit.SECONDS),
                            caller(detail.path("userIdentity")),
                            reader.read(detail)));
        } catch (RecordFields.MissingFieldException | DateTimeException malformed) {
            return new Read.Malformed(String.valueOf(malformed.getMessage()));
        }
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
}
