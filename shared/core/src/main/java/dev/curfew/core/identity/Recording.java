package dev.curfew.core.identity;

import dev.curfew.core.identity.IamEvent.Change;
import dev.curfew.core.journal.Entry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings the inventory up to what an event tells. Events come twice, late, in any order or not at
 * all; recording the same ones in another order ends in the same inventory, but for whose a
 * credential is: its event names a user, and when a name went from one to another and that is heard
 * of only afterwards, it may be taken for the other's until the sweep lists it.
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
                inventory.noteBearer(
                        created.kind(),
                        event.account(),
                        created.name(),
                        new NameHistory.Bearer(created.id(), event.at()));
                changed.addAll(complete(principal(event, created, now), event, now));
                changed.addAll(settle(event, created.kind(), created.name(), now));
                changed.addAll(describe(event, created.kind(), nameOf(created), now));
            }
            case Change.PrincipalChanged about ->
                    changed.addAll(describe(event, about.kind(), about.name(), now));
            case Change.UserRenamed(String from, String to) -> {
                inventory.noteRename(
                        IdentityKind.USER,
                        event.account(),
                        new NameHistory.Rename(from, to, event.at(), event.by(), event.eventId()));
                changed.addAll(settle(event, IdentityKind.USER, from, now));
                changed.addAll(describe(event, IdentityKind.USER, to, now));
            }
            case Change.PrincipalDeleted deleted -> {
                inventory.noteDeletion(
                        deleted.kind(), event.account(), deleted.name(), deletion(event));
                changed.addAll(settle(event, deleted.kind(), deleted.name(), now));
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
     * Marks the identities of a name whose deletion is known, and renames those that have another
     * name now. Whatever an event tells of a name is written before the history is read, so
     * whichever event comes last sees them all.
     */
    private List<Identity> settle(IamEvent event, IdentityKind kind, String name, Instant now) {
        Names names = new Names(inventory, kind, event.account());
        List<Identity> changed = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Deque<String> waiting = new ArrayDeque<>(List.of(name));
        while (!waiting.isEmpty()) {
            String each = waiting.remove();
            if (!seen.add(each.toLowerCase(Locale.ROOT))) {
                continue;
            }
            NameHistory history = names.history(each);
            for (NameHistory.Deletion deletion : history.deletions()) {
                for (String id : deletedAt(names, deletion.at(), kind, each)) {
                    changed.addAll(
                            change(
                                    id,
                                    Telling.of(deletion, now),
                                    known -> end(known, deletion.at()),
                                    () -> null));
                }
            }
            for (NameHistory.Rename rename : history.departures()) {
                changed.addAll(renamed(names, rename, now));
                // Who was renamed may have been deleted by its other name.
                waiting.add(rename.to());
            }
            if (!history.departures().isEmpty()) {
                for (String id : names.everBearing(each)) {
                    changed.addAll(
                            change(
                                    id,
                                    Telling.of(event, now),
                                    known -> notMistaken(known, each, names),
                                    () -> null));
                }
            }
        }
        return changed;
    }

    /**
     * While some events were missing, it may have been taken for another one of its name, and given
     * that one's next name or end.
     */
    private Identity notMistaken(Identity known, String borne, Names names) {
        String name = known.name();
        if (name == null) {
            return known;
        }
        String last = names.lastOf(known.id(), borne);
        boolean lives = isBearerNow(known.kind(), last, known.id());
        boolean misnamed =
                !name.equals(last)
                        && (lives
                                || (!names.hasBorne(known.id(), name)
                                        && !isBearerNow(known.kind(), name, known.id())));
        Identity named = misnamed ? rename(known, last) : known;
        return lives && known.status() == IdentityStatus.DELETED
                ? named.edit().status(IdentityStatus.ACTIVE, bornAt(known)).done()
                : named;
    }

    private List<String> deletedAt(Names names, Instant at, IdentityKind kind, String name) {
        return switch (names.bearerAt(name, at)) {
            case NameHistory.Found.One(String id) ->
                    livesByAnotherName(kind, name, id) ? List.of() : List.of(id);
            case NameHistory.Found.None none -> List.of();
            case NameHistory.Found.Ambiguous(List<String> ids) ->
                    ids.stream()
                            .filter(id ->
                                    !isBearerNow(kind, name, id)
                                            && !isBearerNow(kind, names.lastOf(id, name), id)
                                            && !livesByAnotherName(kind, name, id))
                            .toList();
        };
    }

    /** The event that renamed it may not have been heard of yet. */
    private boolean livesByAnotherName(IdentityKind kind, String name, String id) {
        return inventory
                .find(id)
                .filter(known -> known.status() != IdentityStatus.DELETED)
                .map(Identity::name)
                .filter(known -> !known.equalsIgnoreCase(name))
                .filter(known -> isBearerNow(kind, known, id))
                .isPresent();
    }

    private boolean isBearerNow(IdentityKind kind, String name, String id) {
        return account.bearerNow(kind, name).filter(bearer -> bearer.id().equals(id)).isPresent();
    }

    private List<Identity> renamed(Names names, NameHistory.Rename rename, Instant now) {
        List<Identity> changed = new ArrayList<>();
        if (names.bearerAt(rename.from(), rename.at())
                instanceof NameHistory.Found.One(String id)) {
            changed.addAll(
                    change(
                            id,
                            Telling.of(rename, now),
                            known -> withLastName(known, names),
                            () -> null));
            changed.addAll(carryName(changed, Telling.of(rename, now)));
        }
        return changed;
    }

    private Identity withLastName(Identity known, Names names) {
        String name = known.name();
        if (name == null) {
            return known;
        }
        String last = names.lastOf(known.id(), name);
        if (name.equals(last)) {
            return known;
        }
        return rename(known, last);
    }

    private static Instant bornAt(Identity known) {
        Identity.Creation created = known.created();
        return created == null ? known.statusAt() : created.at();
    }

    private static Identity rename(Identity known, String name) {
        String arn = known.arn();
        return known.edit()
                .named(name, arn == null ? null : arn.substring(0, arn.lastIndexOf('/') + 1) + name)
                .done();
    }

    /** A user's credentials are found by its name. */
    private List<Identity> carryName(List<Identity> users, Telling told) {
        List<Identity> changed = new ArrayList<>();
        for (Identity user : List.copyOf(users)) {
            if (user.kind() != IdentityKind.USER) {
                continue;
            }
            for (Identity credential : inventory.credentialsOf(user.id())) {
                changed.addAll(
                        change(
                                credential.id(),
                                told,
                                known ->
                                        Objects.equals(known.name(), user.name())
                                                ? known
                                                : known.edit()
                                                        .named(user.name(), known.arn())
                                                        .done(),
                                () -> null));
            }
        }
        return changed;
    }

    /** The name that whoever was made has by now, as far as is known. */
    private String nameOf(Change.PrincipalCreated created) {
        return inventory.find(created.id()).map(Identity::name).orElse(created.name());
    }

    /**
     * Enters what the account shows now of whoever bears the name. So it does not matter which of
     * several events is heard of first, or twice, or not at all.
     */
    private List<Identity> describe(IamEvent event, IdentityKind kind, String name, Instant now) {
        Account.Principal shown = account.detailsNow(kind, name).orElse(null);
        if (shown == null) {
            return List.of();
        }
        Telling told = Telling.of(event, now);
        List<Identity> changed = new ArrayList<>();
        changed.addAll(
                change(
                        shown.id(),
                        told,
                        known -> known.shownAs(shown, now),
                        () ->
                                Identity.found(
                                                shown.id(),
                                                kind,
                                                event.account(),
                                                shown.name(),
                                                IdentityStatus.ACTIVE,
                                                shown.created(),
                                                now)
                                        .edit()
                                        .named(shown.name(), shown.arn())
                                        .details(shown.details().readAt(now))
                                        .first()));
        changed.addAll(carryName(changed, told));
        return changed;
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
        String user = userAt(event, created.userName());
        // The user may have been renamed since.
        String name =
                Optional.ofNullable(user)
                        .flatMap(inventory::find)
                        .map(Identity::name)
                        .orElse(created.userName());
        return born(
                unseen(event, created.kind(), created.id(), name, created.status(), now)
                        .edit()
                        .user(user)
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
        Names names = new Names(inventory, IdentityKind.USER, event.account());
        if (names.bearerAt(userName, event.at()) instanceof NameHistory.Found.One(String id)) {
            return id;
        }
        if (names.history(userName).arrivals().stream()
                .anyMatch(rename -> !rename.at().isBefore(event.at()))) {
            // Who bears the name now may have come to it later.
            return null;
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
                // At once, since what is still to do for this event may fail.
                events.recorded(journaled);
                return List.of(journaled);
            }
        }
    }
}
