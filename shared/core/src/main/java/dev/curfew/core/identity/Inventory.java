package dev.curfew.core.identity;

import dev.curfew.core.journal.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where identities are kept. Writes are conditional, so what two writers do at once cannot be lost.
 */
public interface Inventory {

    /** The identity of that unique id as it stands now, read consistently. */
    Optional<Identity> find(String id);

    /** Those of the identities that the inventory knows, read consistently, by unique id. */
    Map<String, Identity> find(Set<String> ids);

    /**
     * The credentials of a user that are not deleted. One that was recorded within the last second
     * may be missing; those that are not missing are read consistently.
     */
    List<Identity> credentialsOf(String userId);

    /** Every identity that is not deleted, in no order. */
    List<Identity> list();

    /**
     * Writes an identity and the journal's entry of the change, all or nothing. A user or role of
     * which the account's listing alone tells when it was made ({@link Identity.Creation#by} is
     * null) enters the history of its name with the same write, as having borne it ever since.
     *
     * @param before what is replaced; null for an identity that is new
     * @param entry the last of {@code after}'s journal
     * @return false when the inventory no longer holds {@code before}; nothing was written then
     */
    boolean put(@Nullable Identity before, Identity after, Entry entry);

    /**
     * Writes what is no change in the identity's life, such as evidence of its use; the journal
     * stays as it is.
     *
     * @return false when the inventory no longer holds {@code before}; nothing was written then
     */
    boolean note(Identity before, Identity after);

    /** Notes that an identity was made with a name. Noting it again changes nothing. */
    void noteBearer(IdentityKind kind, String account, String name, NameHistory.Bearer bearer);

    /**
     * Notes that the bearer of a name was given another, in the history of both. Noting it again
     * changes nothing.
     */
    void noteRename(IdentityKind kind, String account, NameHistory.Rename rename);

    /** Notes that the bearer of a name was deleted. Noting it again changes nothing. */
    void noteDeletion(
            IdentityKind kind, String account, String name, NameHistory.Deletion deletion);

    /** What is known of a name, read consistently. */
    NameHistory history(IdentityKind kind, String account, String name);
}
