package dev.curfew.core.identity;

import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the inventory knows of one identity. A field is null while nothing has told it: an event may
 * be lost or late.
 *
 * @param id IAM's unique id (such as {@code AKIA…}, {@code AIDA…}, {@code AROA…}), since names are
 *     used again
 * @param name the user's or role's name; a credential's is that of its user
 * @param user unique id of the user whom a credential belongs to
 * @param service the service that a service credential is for
 * @param owner whom a person named as its owner, which neither tags nor events change; null while
 *     nobody has
 * @param created by whom and when; null while neither is known
 * @param status as of {@code statusAt}, the time of the event that last told it
 * @param details what else the account shows of it
 * @param evidence of its use; null while nothing was asked
 * @param steps how far the limits have gone with it
 * @param findings what a person should know, one of a kind, by kind
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
        @Nullable String owner,
        @Nullable Creation created,
        IdentityStatus status,
        Instant statusAt,
        Details details,
        @Nullable Evidence evidence,
        Steps steps,
        List<Finding> findings,
        Instant recordedAt,
        long version,
        Chain journal) {

    public Identity {
        findings = List.copyOf(findings);
    }

    /**
     * Who made an identity, and when.
     *
     * @param by ARN of the principal that made the identity; null when only the account's own
     *     listing has told of it
     * @param at the time of the event, in whole seconds
     */
    public record Creation(@Nullable String by, Instant at) {}

    /** An identity of which no more is known than this. */
    public static Identity found(
            String id,
            IdentityKind kind,
            String account,
            @Nullable String name,
            IdentityStatus status,
            Instant statusAt,
            Instant now) {
        return new Identity(
                id,
                kind,
                account,
                name,
                null,
                null,
                null,
                null,
                null,
                status,
                statusAt,
                Details.NONE,
                null,
                Steps.NONE,
                List.of(),
                now,
                1,
                Chain.EMPTY);
    }

    /** The path of a user's or role's name, such as {@code /} or {@code /ci/}; null if unknown. */
    public @Nullable String path() {
        if (arn == null || name == null) {
            return null;
        }
        int start = arn.indexOf('/');
        int end = arn.lastIndexOf('/');
        return start < 0 ? null : arn.substring(start, end + 1);
    }

    /** Whether the event of its creation has been seen. */
    public boolean isMakerKnown() {
        return created != null && created.by() != null;
    }

    /** A change of this identity, which counts as one version whatever it changes. */
    public Edit edit() {
        return new Edit(this);
    }

    /** This identity, with one more entry in its journal. */
    public Identity with(Entry next) {
        Edit edit = edit();
        edit.journal = journal.with(next);
        return edit.of(version);
    }

    /**
     * This identity, with what the event of its creation tells. What later events told of its
     * status stays, and so does the name of a user or role, which may have had another then.
     */
    Identity completedBy(Identity creation) {
        boolean named = kind.isPrincipal() && name != null;
        Edit edit =
                edit().named(named ? name : creation.name, arn == null ? creation.arn : arn)
                        .user(creation.user == null ? user : creation.user)
                        .service(creation.service)
                        .created(creation.created);
        return statusAt.isBefore(creation.statusAt) && status != IdentityStatus.DELETED
                ? edit.status(creation.status, creation.statusAt).done()
                : edit.done();
    }

    /**
     * This identity, as the account showed it at that time; itself, when that says nothing new, or
     * when it was read later than that.
     */
    Identity shownAs(Account.Principal shown, Instant readAt) {
        Instant known = details.readAt();
        if (status == IdentityStatus.DELETED || (known != null && known.isAfter(readAt))) {
            return this;
        }
        Details next = shown.details().reportRow(details.reportRow()).readAt(readAt);
        boolean same =
                shown.name().equals(name)
                        && shown.arn().equals(arn)
                        && next.tellSameAs(details)
                        && known != null;
        return same ? this : edit().named(shown.name(), shown.arn()).details(next).done();
    }

    /** A change being made. */
    public static final class Edit {

        private final Identity before;
        private @Nullable String name;
        private @Nullable String arn;
        private @Nullable String user;
        private @Nullable String service;
        private @Nullable String owner;
        private @Nullable Creation created;
        private IdentityStatus status;
        private Instant statusAt;
        private Details details;
        private @Nullable Evidence evidence;
        private Steps steps;
        private List<Finding> findings;
        private Chain journal;

        private Edit(Identity before) {
            this.before = before;
            this.name = before.name;
            this.arn = before.arn;
            this.user = before.user;
            this.service = before.service;
            this.owner = before.owner;
            this.created = before.created;
            this.status = before.status;
            this.statusAt = before.statusAt;
            this.details = before.details;
            this.evidence = before.evidence;
            this.steps = before.steps;
            this.findings = before.findings;
            this.journal = before.journal;
        }

        public Edit named(@Nullable String name, @Nullable String arn) {
            this.name = name;
            this.arn = arn;
            return this;
        }

        public Edit user(@Nullable String id) {
            this.user = id;
            return this;
        }

        public Edit service(@Nullable String name) {
            this.service = name;
            return this;
        }

        public Edit owner(@Nullable String name) {
            this.owner = name;
            return this;
        }

        public Edit created(@Nullable Creation creation) {
            this.created = creation;
            return this;
        }

        public Edit status(IdentityStatus status, Instant at) {
            this.status = status;
            this.statusAt = at;
            return this;
        }

        public Edit details(Details details) {
            this.details = details;
            return this;
        }

        public Edit evidence(@Nullable Evidence evidence) {
            this.evidence = evidence;
            return this;
        }

        public Edit steps(Steps steps) {
            this.steps = steps;
            return this;
        }

        public Edit findings(List<Finding> findings) {
            this.findings = findings;
            return this;
        }

        /** The identity as it comes into the inventory: its first version. */
        public Identity first() {
            return of(1);
        }

        /** The identity, changed: its next version. */
        public Identity done() {
            return of(before.version + 1);
        }

        private Identity of(long version) {
            return new Identity(
                    before.id,
                    before.kind,
                    before.account,
                    name,
                    arn,
                    user,
                    service,
                    owner,
                    created,
                    status,
                    statusAt,
                    details,
                    evidence,
                    steps,
                    findings,
                    before.recordedAt,
                    version,
                    journal);
        }
    }
}
