package dev.curfew.core.scan;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.identity.Powers;
import dev.curfew.core.identity.Trust;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An identity of the account, and what Curfew would make of it.
 *
 * @param name of the user or role; a credential's is that of its user
 * @param slot which of its user's it is, such as {@code key 1}; null for a user or role
 * @param id IAM's unique id; null where it was not asked for
 * @param arn of the user or role; a credential's is that of its user
 * @param owner as its tags tell; null when they do not
 * @param created null when AWS does not say
 * @param use as far as AWS told
 * @param ahead what would become of it, in order
 * @param why what speaks for that, in one sentence
 */
public record Seen(
        IdentityKind kind,
        String name,
        @Nullable String slot,
        @Nullable String id,
        String arn,
        @Nullable String service,
        @Nullable String owner,
        IdentityStatus status,
        @Nullable Instant created,
        LastUse use,
        Powers powers,
        @Nullable Trust trust,
        List<Ahead> ahead,
        String why,
        List<Remark> remarks) {

    public Seen {
        ahead = List.copyOf(ahead);
        remarks = List.copyOf(remarks);
    }

    /** What comes first of all that would become of it; null when nothing would. */
    public @Nullable Ahead next() {
        return ahead.isEmpty() ? null : ahead.getFirst();
    }

    /** When it was used last; null when it never was, or when that is not known. */
    public @Nullable Instant used() {
        return use instanceof LastUse.Used used ? used.at() : null;
    }
}
