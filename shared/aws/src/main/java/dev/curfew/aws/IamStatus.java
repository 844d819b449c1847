package dev.curfew.aws;

import dev.curfew.core.identity.IdentityStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.iam.model.StatusType;

/** What IAM's words for a credential mean here. */
final class IamStatus {

    private IamStatus() {}

    /** Only an active credential can be used; an expired one, or what AWS adds later, cannot. */
    static IdentityStatus of(StatusType status) {
        return status == StatusType.ACTIVE ? IdentityStatus.ACTIVE : IdentityStatus.INACTIVE;
    }

    /** A time as fine as CloudTrail tells it. */
    static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
