package dev.curfew.core.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudTrail's records as EventBridge delivers them, whole or in part. What is kept of a text
 * is bounded and has no control characters, whatever stood there. See
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
public final class CallReader {

    /** CloudTrail allows far longer ones in places; no name that means anything is. */
    private static final int LONGEST = 2048;

    /** What is read of requestParameters. */
    static final List<String> REQUEST =
            List.of(
                    "roleArn",
                    "roleName",
                    "policyName",
                    "policyArn",
                    "path",
                    "tableName",
                    "bucketName",
                    "functionName",
                    "rule",
                    "name",
                    "eventBusName",
                    "queueUrl",
                    "logGroupName",
                    "keyId");

    /** Of what an AssumeRole answered: the new session's {@code aws:userid}. */
    static final String OPENED = "assumedRoleId";

    /** What became of reading an event. */
    public sealed interface Read {
        record Heard(Call call) implements Read {}

        /** It has not the form that CloudTrail documents. */
        record Malformed(String why) implements Read {}
    }

    private CallReader() {}

    /** Reads an EventBridge event whose {@code detail} is a CloudTrail record. */
    public static Read read(JsonNode event) {
        JsonNode detail = event.path("detail");
        try {
            return new Read.Heard(
                    new Call(
                            text(detail, "eventID"),
                            Instant.parse(text(detail, "eventTime"))
                                    .truncatedTo(ChronoUnit.SECONDS),
                            text(detail, "eventSource"),
                            text(detail, "eventName"),
                            text(detail, "recipientAccountId"),
                            actor(detail.path("userIdentity")),
                            new Call.Origin(
                                    text(detail, "sourceIPAddress"),
                                    optional(detail, "vpcEndpointId")),
                            failure(detail),
                            request(detail)));
        } catch (MissingFieldException | DateTimeException malformed) {
            return new Read.Malformed(Plain.text(String.valueOf(malformed.getMessage())));
        }
    }

    private static Call.Actor actor(JsonNode identity) {
        JsonNode issuer = identity.path("sessionContext").path("sessionIssuer");
        return new Call.Actor(
                text(identity, "type"),
                optional(identity, "principalId"),
                orNull(optional(identity, "arn")),
                orNull(optional(identity, "accessKeyId")),
                orNull(optional(issuer, "arn")),
                orNull(optional(identity, "invokedBy")));
    }

    private static Call.@Nullable Failure failure(JsonNode detail) {
        String code = optional(detail, "errorCode");
        return code.isEmpty() ? null : new Call.Failure(code, optional(detail, "errorMessage"));
    }

    private static Map<String, String> request(JsonNode detail) {
        Map<String, String> request = new HashMap<>();
        for (String field : REQUEST) {
            keep(request, field, optional(detail.path("requestParameters"), field));
        }
        keep(
                request,
                OPENED,
                optional(detail.at("/responseElements/assumedRoleUser"), "assumedRoleId"));
        return request;
    }

    private static void keep(Map<String, String> request, String field, String value) {
        if (!value.isEmpty()) {
            request.put(field, value);
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String optional(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isTextual() ? Plain.text(value.asText(), LONGEST) : "";
    }

    private static String text(JsonNode object, String field) {
        String value = optional(object, field);
        if (value.isEmpty()) {
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
