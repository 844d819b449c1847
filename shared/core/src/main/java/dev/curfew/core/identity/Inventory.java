package dev.curfew.core.identity;

import dev.curfew.core.journal.Entry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where identities are kept. Writes are conditional, so what two writers do at once cannot be lost.
 */
public interface Inventory {

    /** The identity of that unique id as it stands now, read consistently. */
    Optional<Identity> find(String id);

    /** Every identity that is not deleted, in no order. */
    List<Identity> list();

    /**
     * Writes an identity and the journal's entry of the change, all or nothing. A user or role
     * whose creation is known enters the history of its name with the same write.
     *
     * @param before what is replaced; null for an identity that is new
     * @param entry the last of {@code after}'s journal
     * @return false when the inventory no longer holds {@code before}; nothing was written then
     */
    boolean put(@Nullable Identity before, Identity after, Entry entry);

    /** Notes that the bearer of a name was deleted. Noting it again changes nothing. */
    void noteDeletion(
            IdentityKind kind, String account, String name, NameHistory.Deletion deletion);

    /** What is known of a name, read consistently. */
    NameHistory history(IdentityKind kind, String account, String name);
}
