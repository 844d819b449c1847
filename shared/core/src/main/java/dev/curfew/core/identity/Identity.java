package dev.curfew.core.identity;

import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the inventory knows of one identity. A field is null while nothing has told it: an event may
 * be lost or late.
 *
 * @param id IAM's unique id (such as {@code AKIA…}, {@code AIDA…}, {@code AROA…}), since names are
 *     used again
 * @param name the user's or role's name; a key's and a service credential's is that of its user
 * @param user unique id of the user whom a key or service credential belongs to
 * @param service the service that a service credential is for
 * @param created by whom and when; null while the creation has not been seen
 * @param status as of {@code statusAt}, the time of the event that last told it
 * @param recordedAt when it first came into the inventory
 * @param version counts its changes, from 1
 * @param journal where its journal stands
 */
public record Identity(
        String id,
        IdentityKind kind,
        String account,
        @Nullable String name,
        @Nullable String arn,
        @Nullable String user,
        @Nullable String service,
        @Nullable Creation created,
        IdentityStatus status,
        Instant statusAt,
        Instant recordedAt,
        long version,
        Chain journal) {

    /**
     * Who made an identity, and when.
     *
     * @param by ARN of the principal that made the identity
     * @param at the time of the event, in whole seconds
     */
    public record Creation(String by, Instant at) {}

    Identity withStatus(IdentityStatus status, Instant at) {
        return new Identity(
                id,
                kind,
                account,
                name,
                arn,
                user,
                service,
                created,
                status,
                at,
                recordedAt,
                version + 1,
                journal);
    }

    /** This identity, with one more entry in its journal. */
    Identity with(Entry next) {
        return new Identity(
                id,
                kind,
                account,
                name,
                arn,
                user,
                service,
                created,
                status,
                statusAt,
                recordedAt,
                version,
                journal.with(next));
    }

    /**
     * This identity, with what the event of its creation tells. What later events told of its
     * status stays.
     */
    Identity completedBy(Identity creation) {
        boolean statusIsOlder = statusAt.isBefore(creation.statusAt);
        return new Identity(
                id,
                kind,
                account,
                creation.name,
                creation.arn,
                creation.user,
                creation.service,
                creation.created,
                statusIsOlder && status != IdentityStatus.DELETED ? creation.status : status,
                statusIsOlder && status != IdentityStatus.DELETED ? creation.statusAt : statusAt,
                recordedAt,
                version + 1,
                journal);
    }
}
