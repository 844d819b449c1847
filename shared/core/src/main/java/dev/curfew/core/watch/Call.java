package dev.curfew.core.watch;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call that CloudTrail recorded, as far as it is read.
 *
 * @param event CloudTrail's id of the record
 * @param at when the call came in, in whole seconds
 * @param service whose API it is, such as {@code sqs.amazonaws.com}
 * @param name the call's own name, such as {@code ListQueues}
 * @param account whose account it happened in
 * @param origin where it came from
 * @param failure why it failed; null when it went well
 * @param request what it named, by CloudTrail's names; empty for what is not read
 */
public record Call(
        String event,
        Instant at,
        String service,
        String name,
        String account,
        Actor actor,
        Origin origin,
        @Nullable Failure failure,
        Map<String, String> request) {

    /** The path that all brokered roles live under. */
    public static final String BROKERED = ":role/curfew/";

    private static final Set<String> DENIALS =
            Set.of(
                    "AccessDenied",
                    "AccessDeniedException",
                    "AccessDeniedFault",
                    "AuthorizationError",
                    "AuthorizationErrorException",
                    "Client.UnauthorizedOperation",
                    "UnauthorizedOperation");

    public Call {
        request = Map.copyOf(request);
    }

    /**
     * Who called.
     *
     * @param type CloudTrail's word for what it is
     * @param userId what IAM calls {@code aws:userid}; for a session {@code ROLE-ID:SESSION-NAME}
     * @param arn its ARN; for a session that of the session
     * @param accessKey id of the key that signed the call
     * @param role for a session, ARN of its role, with the role's path
     * @param invokedBy the AWS service that called for it; null when it called itself
     */
    public record Actor(
            String type,
            String userId,
            @Nullable String arn,
            @Nullable String accessKey,
            @Nullable String role,
            @Nullable String invokedBy) {

        /** Whether it is a session of a brokered role. */
        public boolean isBrokered() {
            return type.equals("AssumedRole")
                    && role != null
                    && role.contains(BROKERED)
                    && userId.indexOf(':') > 0;
        }

        /** Of a session: its role's unique id. */
        public String roleId() {
            return userId.substring(0, Math.max(userId.indexOf(':'), 0));
        }

        /** Of a session: its name. */
        public String session() {
            return userId.substring(userId.indexOf(':') + 1);
        }

        /** The principal that answers for it: the role of a session, else itself. */
        public String principal() {
            return role != null ? role : arn != null ? arn : type + " " + userId;
        }
    }

    /**
     * Where a call came from.
     *
     * @param address an IP address, or the name of an AWS service
     * @param endpoint the VPC endpoint that it came through; empty for none
     */
    public record Origin(String address, String endpoint) {}

    /**
     * Whether the caller's own key signed it: a service that calls on somebody's behalf has one of
     * its own.
     */
    boolean isOwn() {
        if (actor.invokedBy() != null) {
            return false;
        }
        try {
            InetAddress.ofLiteral(origin.address());
            return true;
        } catch (IllegalArgumentException service) {
            return false; // AWS writes the name of a service there
        }
    }

    /** Why a call failed, in AWS's words. */
    public record Failure(String code, String message) {}

    /** Whether it was refused for lack of permission. */
    public boolean isDenied() {
        return failure != null && DENIALS.contains(failure.code());
    }

    /**
     * Whether it only asks who it is. No policy can deny that; and Curfew's functions send it to
     * STS from where they run, signed by whoever asked them.
     */
    boolean asksWhoItIs() {
        return service.equals("sts.amazonaws.com") && name.equals("GetCallerIdentity");
    }

    /** What the call named there; empty when it named nothing or that is not read. */
    public String asked(String field) {
        return request.getOrDefault(field, "");
    }
}
