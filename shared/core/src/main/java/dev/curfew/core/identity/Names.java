package dev.curfew.core.identity;

import dev.curfew.core.identity.NameHistory.Found;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Follows the users and roles of one account from name to name, by what the inventory has noted.
 */
final class Names {

    private record Step(String name, Instant at) {}

    private final Inventory inventory;
    private final IdentityKind kind;
    private final String account;

    Names(Inventory inventory, IdentityKind kind, String account) {
        this.inventory = inventory;
        this.kind = kind;
        this.account = account;
    }

    NameHistory history(String name) {
        return inventory.history(kind, account, name);
    }

    /** Who bore the name when a call at that time named it. */
    Found bearerAt(String name, Instant time) {
        return bearerAt(name, time, new HashSet<>());
    }

    private Found bearerAt(String name, Instant time, Set<Step> asked) {
        if (!asked.add(new Step(name.toLowerCase(Locale.ROOT), time))) {
            return new Found.None();
        }
        List<NameHistory.Start> starts = history(name).startsAt(time);
        Set<String> ids = new LinkedHashSet<>();
        boolean certain = starts.size() == 1;
        for (NameHistory.Start start : starts) {
            switch (start) {
                case NameHistory.Bearer(String id, Instant since) -> {
                    ids.add(id);
                    certain &= since.isBefore(time);
                }
                case NameHistory.Rename rename -> {
                    certain &= rename.at().isBefore(time);
                    switch (bearerAt(rename.from(), rename.at(), asked)) {
                        case Found.One(String id) -> ids.add(id);
                        case Found.None none -> certain = false;
                        case Found.Ambiguous(List<String> several) -> {
                            ids.addAll(several);
                            certain = false;
                        }
                    }
                }
            }
        }
        if (ids.isEmpty()) {
            return new Found.None();
        }
        return certain
                ? new Found.One(ids.iterator().next())
                : new Found.Ambiguous(List.copyOf(ids));
    }

    /** The last name that renames gave to an identity that bore this one. */
    String lastOf(String id, String name) {
        String last = name;
        Set<NameHistory.Rename> followed = new HashSet<>();
        while (true) {
            NameHistory history = history(last);
            Optional<Instant> since = since(id, history);
            Optional<NameHistory.Rename> next =
                    since.flatMap(start ->
                            history.departures().stream()
                                    .filter(each -> !each.at().isBefore(start))
                                    .filter(each -> !followed.contains(each))
                                    .filter(each -> isBy(id, each))
                                    .findFirst());
            if (next.isEmpty()) {
                return last;
            }
            followed.add(next.get());
            last = next.get().to();
        }
    }

    /** Whoever is known to have come to a name at some time. */
    Set<String> everBearing(String name) {
        NameHistory history = history(name);
        Set<String> ids = new LinkedHashSet<>();
        history.bearers().forEach(bearer -> ids.add(bearer.id()));
        for (NameHistory.Rename rename : history.arrivals()) {
            if (bearerAt(rename.from(), rename.at()) instanceof Found.One(String id)) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** Whether an identity is known to have come to a name. */
    boolean hasBorne(String id, String name) {
        return since(id, history(name)).isPresent();
    }

    private Optional<Instant> since(String id, NameHistory history) {
        return Stream.concat(
                        history.bearers().stream().filter(each -> each.id().equals(id)),
                        history.arrivals().stream().filter(each -> isBy(id, each)))
                .map(NameHistory.Start::since)
                .max(Comparator.naturalOrder());
    }

    private boolean isBy(String id, NameHistory.Rename rename) {
        return bearerAt(rename.from(), rename.at()).equals(new Found.One(id));
    }
}
