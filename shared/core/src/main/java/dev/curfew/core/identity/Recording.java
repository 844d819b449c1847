package dev.curfew.core.identity;

import dev.curfew.core.identity.IamEvent.Change;
import dev.curfew.core.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings the inventory up to what an event tells. Events come twice, late, in any order or not at
 * all; recording the same ones in another order ends in the same inventory.
 */
public final class Recording {

    private final Inventory inventory;
    private final Account account;
    private final IdentityEvents events;

    public Recording(Inventory inventory, Account account, IdentityEvents events) {
        this.inventory = inventory;
        this.account = account;
        this.events = events;
    }

    /**
     * Records an event and answers the identities that it changed; none when it told nothing new.
     */
    public List<Identity> record(IamEvent event, Instant now) {
        List<Identity> changed = new ArrayList<>();
        switch (event.change()) {
            case Change.PrincipalCreated created -> {
                changed.addAll(complete(principal(event, created, now), event, now));
                changed.addAll(settleName(created.kind(), event.account(), created.name(), now));
            }
            case Change.PrincipalDeleted deleted -> {
                inventory.noteDeletion(
                        deleted.kind(), event.account(), deleted.name(), deletion(event));
                changed.addAll(settleName(deleted.kind(), event.account(), deleted.name(), now));
            }
            case Change.CredentialCreated created ->
                    changed.addAll(complete(credential(event, created, now), event, now));
            case Change.CredentialSwitched switched ->
                    changed.addAll(
                            change(
                                    switched.id(),
                                    Telling.of(event, now),
                                    known -> switchTo(known, switched, event.at()),
                                    () ->
                                            unseen(
                                                    event,
                                                    switched.kind(),
                                                    switched.id(),
                                                    switched.userName(),
                                                    switched.status(),
                                                    now)));
            case Change.CredentialDeleted deleted ->
                    changed.addAll(
                            change(
                                    deleted.id(),
                                    Telling.of(event, now),
                                    known -> end(known, event.at()),
                                    () ->
                                            unseen(
                                                    event,
                                                    deleted.kind(),
                                                    deleted.id(),
                                                    deleted.userName(),
                                                    IdentityStatus.DELETED,
                                                    now)));
        }
        changed.forEach(events::recorded);
        return changed;
    }

    /**
     * Enters a creation: all of it when nothing is known, else what later events could not tell.
     */
    private List<Identity> complete(Identity creation, IamEvent event, Instant now) {
        return change(
                creation.id(),
                Telling.of(event, now),
                known -> known.isMakerKnown() ? known : known.completedBy(creation),
                () -> creation);
    }

    private static Identity end(Identity known, Instant at) {
        return known.status() == IdentityStatus.DELETED
                ? known
                : known.edit().status(IdentityStatus.DELETED, at).done();
    }

    private Identity switchTo(Identity known, Change.CredentialSwitched switched, Instant at) {
        boolean nothingNew =
                known.status() == IdentityStatus.DELETED
                        || known.statusAt().isAfter(at)
                        || (known.status() == switched.status() && known.statusAt().equals(at));
        if (nothingNew) {
            return known;
        }
        if (known.statusAt().equals(at) && switched.userName() != null) {
            // Two different statuses within one second: only the account knows which came last.
            return account.statusNow(switched.kind(), switched.id(), switched.userName())
                    .filter(status -> status != known.status())
                    .map(status -> known.edit().status(status, at).done())
                    .orElse(known);
        }
        return known.edit().status(switched.status(), at).done();
    }

    /**
     * Marks the identities of a name whose deletion is known. A creation and a deletion are each
     * written before the history is read, so whichever of the two comes last sees both.
     */
    private List<Identity> settleName(
            IdentityKind kind, String accountId, String name, Instant now) {
        NameHistory history = inventory.history(kind, accountId, name);
        List<Identity> changed = new ArrayList<>();
        for (NameHistory.Deletion deletion : history.deletions()) {
            for (String id : deletedAt(history, deletion.at(), kind, name)) {
                changed.addAll(
                        change(
                                id,
                                Telling.of(deletion, now),
                                known -> end(known, deletion.at()),
                                () -> null));
            }
        }
        return changed;
    }

    private List<String> deletedAt(
            NameHistory history, Instant at, IdentityKind kind, String name) {
        return switch (history.bearerAt(at)) {
            case NameHistory.Found.One(String id) -> List.of(id);
            case NameHistory.Found.None none -> List.of();
            case NameHistory.Found.Ambiguous(List<String> ids) -> {
                Optional<String> living = account.bearerNow(kind, name).map(NameHistory.Bearer::id);
                yield ids.stream().filter(id -> !living.equals(Optional.of(id))).toList();
            }
        };
    }

    private static Identity principal(
            IamEvent event, Change.PrincipalCreated created, Instant now) {
        return born(
                Identity.found(
                                created.id(),
                                created.kind(),
                                event.account(),
                                created.name(),
                                IdentityStatus.ACTIVE,
                                event.at(),
                                now)
                        .edit()
                        .named(created.name(), created.arn()),
                event);
    }

    private Identity credential(IamEvent event, Change.CredentialCreated created, Instant now) {
        return born(
                unseen(
                                event,
                                created.kind(),
                                created.id(),
                                created.userName(),
                                created.status(),
                                now)
                        .edit()
                        .user(userAt(event, created.userName()))
                        .service(created.service()),
                event);
    }

    private static Identity born(Identity.Edit identity, IamEvent event) {
        return identity.created(new Identity.Creation(event.by(), event.at())).first();
    }

    /** An identity of which an event other than its creation is the first that is known. */
    private static Identity unseen(
            IamEvent event,
            IdentityKind kind,
            String id,
            @Nullable String userName,
            IdentityStatus status,
            Instant now) {
        return Identity.found(id, kind, event.account(), userName, status, event.at(), now);
    }

    /**
     * The unique id of the user who bore the name when the event happened; null when nobody can
     * tell.
     */
    private @Nullable String userAt(IamEvent event, String userName) {
        if (inventory.history(IdentityKind.USER, event.account(), userName).bearerAt(event.at())
                instanceof NameHistory.Found.One(String id)) {
            return id;
        }
        return account.bearerNow(IdentityKind.USER, userName)
                .filter(bearer -> !bearer.since().isAfter(event.at()))
                .map(NameHistory.Bearer::id)
                .orElse(null);
    }

    private static NameHistory.Deletion deletion(IamEvent event) {
        return new NameHistory.Deletion(event.at(), event.by(), event.eventId());
    }

    private interface Unknown {
        @Nullable Identity identity();
    }

    /**
     * Changes one identity, again if another writer was faster; a few events at most concern one
     * identity at once.
     */
    private List<Identity> change(
            String id, Telling told, Function<Identity, Identity> change, Unknown whenUnknown) {
        while (true) {
            Identity known = inventory.find(id).orElse(null);
            Identity next = known == null ? whenUnknown.identity() : change.apply(known);
            if (next == null || next.equals(known)) {
                return List.of();
            }
            Entry entry = told.entry(known, next);
            Identity journaled = next.with(entry);
            if (inventory.put(known, journaled, entry)) {
                return List.of(journaled);
            }
        }
    }
}
