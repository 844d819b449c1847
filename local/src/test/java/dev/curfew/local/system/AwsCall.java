package dev.curfew.local.system;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * A call of AWS as it goes over the wire, and how the service it is for says that it fails.
 *
 * @param operation its name; that of a call of S3 is its method
 */
record AwsCall(Service service, String operation, String body) {

    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z]+)");
    private static final Pattern READ = Pattern.compile("(?:Get|List|Generate).*");

    /** The services that Curfew's sweep calls. */
    enum Service {
        IAM,
        DYNAMO,
        SQS,
        EVENTS,
        S3
    }

    /** What a service answers. */
    record Answer(int status, String contentType, String body) {}

    static AwsCall of(HttpExecuteRequest request) {
        SdkHttpRequest http = request.httpRequest();
        String target = http.firstMatchingHeader("X-Amz-Target").orElse("");
        if (!target.isEmpty()) {
            String operation = target.substring(target.indexOf('.') + 1);
            return new AwsCall(
                    target.startsWith("DynamoDB")
                            ? Service.DYNAMO
                            : target.startsWith("AmazonSQS") ? Service.SQS : Service.EVENTS,
                    operation,
                    CallFaults.body(request));
        }
        if (http.firstMatchingHeader("Content-Type").orElse("").contains("form-urlencoded")) {
            String body = CallFaults.body(request);
            Matcher action = ACTION.matcher(body);
            if (!action.find()) {
                throw new AssertionError("a call without an action");
            }
            return new AwsCall(Service.IAM, action.group(1), body);
        }
        return new AwsCall(Service.S3, http.method().name(), "");
    }

    /** Whether a call of IAM changes nothing in the account. */
    boolean isRead() {
        return READ.matcher(operation).matches();
    }

    /** As each service says that it is its own fault. */
    Answer error() {
        return switch (service) {
            case IAM -> query(500, "Receiver", "ServiceFailure", "it failed");
            case DYNAMO ->
                    json(500, "com.amazonaws.dynamodb.v20120810#InternalServerError", "it failed");
            case SQS -> json(500, "com.amazonaws.sqs#InternalError", "it failed");
            case EVENTS -> json(500, "InternalException", "it failed");
            case S3 -> xml(500, "InternalError", "it failed");
        };
    }

    /** As each service says that it is asked too often. */
    Answer throttling() {
        return switch (service) {
            case IAM -> query(400, "Sender", "Throttling", "Rate exceeded");
            case DYNAMO ->
                    operation.equals("TransactWriteItems")
                            ? canceled()
                            : json(
                                    400,
                                    "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
                                    "throughput exceeded");
            case SQS -> json(400, "com.amazonaws.sqs#RequestThrottled", "Rate exceeded");
            case EVENTS -> json(400, "ThrottlingException", "Rate exceeded");
            case S3 -> xml(503, "SlowDown", "Please reduce your request rate.");
        };
    }

    /** A transaction is throttled by one of its items, and the SDK does not try it again. */
    private static Answer canceled() {
        return new Answer(
                400,
                "application/x-amz-json-1.0",
                """
                {"__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
                 "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons [ThrottlingError, None]",
                 "CancellationReasons": [{"Code": "ThrottlingError", "Message": "throttled"}, {"Code": "None"}]}
                """);
    }

    private static Answer query(int status, String type, String code, String message) {
        return new Answer(
                status,
                "text/xml",
                """
                <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>%s</Type>\
                <Code>%s</Code><Message>%s</Message></Error><RequestId>1</RequestId></ErrorResponse>\
                """
                        .formatted(type, code, message));
    }

    private static Answer json(int status, String type, String message) {
        return new Answer(
                status,
                "application/x-amz-json-1.0",
                "{\"__type\": \"%s\", \"message\": \"%s\"}".formatted(type, message));
    }

    private static Answer xml(int status, String code, String message) {
        return new Answer(
                status,
                "application/xml",
                "<Error><Code>%s</Code><Message>%s</Message><RequestId>1</RequestId></Error>"
                        .formatted(code, message));
    }
}
