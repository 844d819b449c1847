package dev.curfew.aws;

import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.SessionCredentials;
import dev.curfew.core.lease.Sessions;
import dev.curfew.core.lease.SessionsUnavailableException;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.PackedPolicyTooLargeException;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * Sessions by STS AssumeRole. The lease, the task and the lineage go into session tags; the lineage
 * is transitive, so that a role chained to from the session carries it too. See
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
public final class StsSessions implements Sessions {

    private final StsClient sts;

    public StsSessions(StsClient sts) {
        this.sts = sts;
    }

    @Override
    public Opened open(Lease lease, Duration duration) {
        try {
            AssumeRoleResponse answer =
                    sts.assumeRole(ask ->
                            ask.roleArn(lease.role())
                                    .roleSessionName(lease.id().value())
                                    .sourceIdentity(lease.holder().id())
                                    .policy(lease.grant().sessionPolicy())
                                    .durationSeconds((int) duration.toSeconds())
                                    .tags(
                                            tag(LEASE_TAG, lease.id().value()),
                                            tag(TASK_TAG, lease.task()),
                                            tag(LINEAGE_TAG, lease.lineage().toString()))
                                    .transitiveTagKeys(LINEAGE_TAG));
            Credentials credentials = answer.credentials();
            return new Opened.Live(
                    new SessionCredentials(
                            credentials.accessKeyId(),
                            credentials.secretAccessKey(),
                            credentials.sessionToken()),
                    roleId(answer.assumedRoleUser().assumedRoleId()));
        } catch (PackedPolicyTooLargeException tooLarge) {
            return new Opened.TooLargePacked(reason(tooLarge));
        } catch (StsException answered) {
            return refused(answered);
        } catch (SdkException unanswered) {
            throw new SessionsUnavailableException("STS did not answer", unanswered);
        }
    }

    private static Opened refused(StsException answered) {
        if (answered.isThrottlingException() || answered.statusCode() >= 500) {
            throw new SessionsUnavailableException("STS could not be used", answered);
        }
        return "AccessDenied".equals(answered.awsErrorDetails().errorCode())
                ? new Opened.RoleRefused(reason(answered))
                : new Opened.Rejected(reason(answered));
    }

    private static String reason(StsException answered) {
        return answered.awsErrorDetails().errorMessage();
    }

    /** STS tells {@code ROLE-ID:SESSION-NAME}. */
    private static String roleId(String assumedRoleId) {
        return assumedRoleId.substring(0, assumedRoleId.indexOf(':'));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
