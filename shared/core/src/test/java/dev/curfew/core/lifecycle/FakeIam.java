package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.identity.NameHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** IAM for tests: what is really there, and every port that asks or orders it. */
public final class FakeIam implements Account, Quarantine {

    /** Something that is really there. */
    public static final class Thing {
        public final String id;
        public final IdentityKind kind;
        public final String name;
        public final Instant made;
        public IdentityStatus status = IdentityStatus.ACTIVE;
        public LastUse use = new LastUse.Never();

        private Thing(String id, IdentityKind kind, String name, Instant made) {
            this.id = id;
            this.kind = kind;
            this.name = name;
            this.made = made;
        }
    }

    /** An order that changed something. */
    public record Order(String what, Thing thing) {}

    private final Map<String, Thing> things = new LinkedHashMap<>();
    private final Map<String, Thing> bearers = new HashMap<>();
    private final Map<String, List<Thing>> credentials = new HashMap<>();
    private Consumer<String> fault = call -> {};
    private Consumer<Order> watch = order -> {};
    private boolean room = true;

    /** Puts what the inventory knows into the account as well. */
    public Thing add(Identity identity) {
        Identity.Creation created = Objects.requireNonNull(identity.created());
        Thing thing =
                new Thing(
                        identity.id(),
                        identity.kind(),
                        Objects.requireNonNull(identity.name()),
                        created.at());
        thing.status = identity.status();
        if (identity.evidence() != null) {
            thing.use = identity.evidence().lastUse();
        }
        things.put(thing.id, thing);
        if (thing.kind.isPrincipal()) {
            bearers.put(thing.kind + thing.name, thing);
        } else {
            credentials.computeIfAbsent(thing.name, name -> new ArrayList<>()).add(thing);
        }
        return thing;
    }

    /** What is there. */
    public @Nullable Thing find(String id) {
        return things.get(id);
    }

    public void remove(Thing thing) {
        things.remove(thing.id);
        bearers.remove(thing.kind + thing.name, thing);
        credentials.getOrDefault(thing.name, new ArrayList<>()).remove(thing);
    }

    public List<Thing> credentialsOf(String userName) {
        return credentials.getOrDefault(userName, List.of());
    }

    /** Is called as each call begins and ends; what it throws the call throws. */
    public void failWith(Consumer<String> fault) {
        this.fault = fault;
    }

    /** Is told every order that changes something, before it does. */
    public void watch(Consumer<Order> watch) {
        this.watch = watch;
    }

    /** Whether roles have room for one more policy. */
    public void room(boolean room) {
        this.room = room;
    }

    /** The port of a kind of credential. */
    public Credentials of(IdentityKind kind) {
        return new OfKind(kind);
    }

    @Override
    public Optional<NameHistory.Bearer> bearerNow(IdentityKind kind, String name) {
        fault.accept("bearerNow");
        return Optional.ofNullable(bearers.get(kind + name))
                .map(thing -> new NameHistory.Bearer(thing.id, thing.made));
    }

    @Override
    public Optional<IdentityStatus> statusNow(IdentityKind kind, String id, String userName) {
        return Optional.ofNullable(things.get(id)).map(thing -> thing.status);
    }

    @Override
    public Optional<Account.Principal> detailsNow(IdentityKind kind, String name) {
        throw new UnsupportedOperationException("the limits ask for no details");
    }

    @Override
    public Optional<IdentityStatus> statusNow(Identity role) {
        fault.accept("statusNow");
        return Optional.ofNullable(things.get(role.id())).map(thing -> thing.status);
    }

    @Override
    public LastUse lastUse(Identity identity) {
        fault.accept("lastUse");
        Thing thing = things.get(identity.id());
        return thing == null ? new LastUse.Unknown("there is no such identity") : thing.use;
    }

    @Override
    public Quarantine.Done begin(Identity role) {
        fault.accept("begin");
        Thing thing = bearers.get(IdentityKind.ROLE + role.name());
        if (thing == null) {
            return Quarantine.Done.GONE;
        }
        if (!room) {
            return Quarantine.Done.NO_ROOM;
        }
        set("quarantine", thing, IdentityStatus.QUARANTINED);
        return Quarantine.Done.YES;
    }

    @Override
    public Quarantine.Done end(Identity role) {
        fault.accept("end");
        Thing thing = bearers.get(IdentityKind.ROLE + role.name());
        if (thing == null) {
            return Quarantine.Done.GONE;
        }
        set("end", thing, IdentityStatus.ACTIVE);
        return Quarantine.Done.YES;
    }

    private void set(String what, Thing thing, IdentityStatus status) {
        if (thing.status != status) {
            watch.accept(new Order(what, thing));
            thing.status = status;
        }
        fault.accept(what + " done");
    }

    private final class OfKind implements Credentials {

        private final IdentityKind kind;

        private OfKind(IdentityKind kind) {
            this.kind = kind;
        }

        @Override
        public IdentityKind kind() {
            return kind;
        }

        @Override
        public Optional<List<Listed>> of(String userName) {
            fault.accept("list");
            return bearers.containsKey(IdentityKind.USER + userName)
                    ? Optional.of(
                            credentialsOf(userName).stream()
                                    .filter(thing -> thing.kind == kind)
                                    .map(thing ->
                                            new Listed(
                                                    thing.id, thing.status, thing.made, null, null))
                                    .toList())
                    : Optional.empty();
        }

        @Override
        public LastUse lastUse(Identity credential) {
            return FakeIam.this.lastUse(credential);
        }

        @Override
        public Done disable(Identity credential) {
            return set("disable", credential, IdentityStatus.INACTIVE);
        }

        @Override
        public Done enable(Identity credential) {
            return set("enable", credential, IdentityStatus.ACTIVE);
        }

        @Override
        public Done delete(Identity credential) {
            fault.accept("delete");
            Thing thing = named(credential);
            if (thing == null) {
                return Done.GONE;
            }
            watch.accept(new Order("delete", thing));
            remove(thing);
            fault.accept("delete done");
            return Done.YES;
        }

        private Done set(String what, Identity credential, IdentityStatus status) {
            fault.accept(what);
            Thing thing = named(credential);
            if (thing == null) {
                return Done.GONE;
            }
            FakeIam.this.set(what, thing, status);
            return Done.YES;
        }

        private @Nullable Thing named(Identity credential) {
            Thing thing = things.get(credential.id());
            return thing == null || !thing.name.equals(credential.name()) ? null : thing;
        }
    }
}
