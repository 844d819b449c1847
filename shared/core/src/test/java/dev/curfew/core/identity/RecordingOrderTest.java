package dev.curfew.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.identity.IamEvent.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random lives of users and their keys, a few names among them, heard of in random orders and some
 * of it twice.
 */
class RecordingOrderTest {

    private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ACCOUNT = "123456789012";
    private static final int WORLDS = 300;
    private static final int ORDERS = 6;

    @Test
    void anyOrderEndsInTheInventoryThatTheAccountShows() {
        for (int seed = 0; seed < WORLDS; seed++) {
            World world = new World(new Random(seed));
            for (int order = 0; order < ORDERS; order++) {
                List<IamEvent> events = new ArrayList<>(world.events);
                Random random = new Random(1000L * seed + order);
                events.addAll(
                        world.events.stream().filter(each -> random.nextInt(4) == 0).toList());
                if (order > 0) {
                    Collections.shuffle(events, random);
                }

                world.check(
                        heard(events, world.account()),
                        "world " + seed + ", order " + order,
                        order == 0);
            }
        }
    }

    private static InMemoryInventory heard(List<IamEvent> events, Account account) {
        InMemoryInventory inventory = new InMemoryInventory();
        Recording recording = new Recording(inventory, account, new RecordedIdentityEvents());
        Instant now = T.plusSeconds(86_400);
        for (IamEvent event : events) {
            recording.record(event, now);
            now = now.plusSeconds(1);
        }
        return inventory;
    }

    /** An account as it is, and the events that told of it. */
    private static final class World {
        private static final List<String> NAMES = List.of("ann", "ben", "cem", "dia");

        private final Random random;
        private final List<IamEvent> events = new ArrayList<>();
        private final Map<String, String> living = new TreeMap<>();
        private final Map<String, Instant> created = new HashMap<>();
        private final Map<String, String> lastNames = new LinkedHashMap<>();
        private final Map<String, TreeMap<String, String>> tags = new HashMap<>();
        private final Map<String, String> keys = new LinkedHashMap<>();
        private final Map<String, IdentityStatus> statuses = new LinkedHashMap<>();
        private int seconds;

        World(Random random) {
            this.random = random;
            for (int i = 0; i < 14; i++) {
                step();
            }
        }

        private void step() {
            seconds += 1 + random.nextInt(3);
            String name = NAMES.get(random.nextInt(NAMES.size()));
            String id = living.get(name);
            if (id == null) {
                String made = "AIDA" + lastNames.size();
                living.put(name, made);
                created.put(made, at());
                lastNames.put(made, name);
                tags.put(made, new TreeMap<>());
                tell(new Change.PrincipalCreated(IdentityKind.USER, made, name, arn(name)));
                return;
            }
            List<String> own =
                    keys.keySet().stream()
                            .filter(key -> id.equals(keys.get(key)))
                            .filter(key -> statuses.get(key) != IdentityStatus.DELETED)
                            .toList();
            switch (random.nextInt(6)) {
                case 0, 1 -> rename(name, id);
                case 2 -> {
                    if (own.isEmpty()) {
                        living.remove(name);
                        tell(new Change.PrincipalDeleted(IdentityKind.USER, name));
                    }
                }
                case 3 -> {
                    String key = "AKIA" + keys.size();
                    keys.put(key, id);
                    statuses.put(key, IdentityStatus.ACTIVE);
                    tell(
                            new Change.CredentialCreated(
                                    IdentityKind.ACCESS_KEY,
                                    key,
                                    name,
                                    null,
                                    IdentityStatus.ACTIVE));
                }
                case 4 -> {
                    if (!own.isEmpty()) {
                        end(own.getFirst(), name);
                    }
                }
                default -> {
                    tags.computeIfAbsent(id, each -> new TreeMap<>())
                            .put("at", String.valueOf(seconds));
                    tell(new Change.PrincipalChanged(IdentityKind.USER, name));
                }
            }
        }

        private void rename(String name, String id) {
            String to = NAMES.get(random.nextInt(NAMES.size()));
            if (living.containsKey(to)) {
                return;
            }
            living.remove(name);
            living.put(to, id);
            lastNames.put(id, to);
            tell(new Change.UserRenamed(name, to));
        }

        private void end(String key, String name) {
            boolean off = random.nextBoolean();
            statuses.put(key, off ? IdentityStatus.INACTIVE : IdentityStatus.DELETED);
            tell(
                    off
                            ? new Change.CredentialSwitched(
                                    IdentityKind.ACCESS_KEY, key, name, IdentityStatus.INACTIVE)
                            : new Change.CredentialDeleted(IdentityKind.ACCESS_KEY, key, name));
        }

        private Instant at() {
            return T.plusSeconds(seconds);
        }

        private void tell(Change change) {
            events.add(
                    new IamEvent(
                            "event-" + events.size(), ACCOUNT, at(), "arn:of:somebody", change));
        }

        private FakeAccount account() {
            FakeAccount account = new FakeAccount();
            living.forEach((name, id) ->
                    account.with(
                            IdentityKind.USER,
                            new Account.Principal(
                                    id,
                                    name,
                                    arn(name),
                                    created.getOrDefault(id, T),
                                    details(id))));
            statuses.forEach(account::with);
            return account;
        }

        private Details details(String id) {
            return new Details(
                    tags.getOrDefault(id, new TreeMap<>()),
                    new TreeSet<>(),
                    new TreeSet<>(),
                    null,
                    Powers.NONE,
                    null,
                    false,
                    null,
                    null,
                    null);
        }

        private static String arn(String name) {
            return "arn:aws:iam::" + ACCOUNT + ":user/" + name;
        }

        void check(InMemoryInventory inventory, String what, boolean inOrder) {
            String why =
                    what
                            + ": "
                            + events.stream()
                                    .map(each ->
                                            each.at().getEpochSecond() % 100 + " " + each.change())
                                    .toList();
            lastNames.forEach((id, name) -> {
                Identity user = inventory.find(id).orElseThrow();
                boolean lives = living.containsValue(id);
                assertThat(user.status())
                        .as("%s %s", id, why)
                        .isEqualTo(lives ? IdentityStatus.ACTIVE : IdentityStatus.DELETED);
                assertThat(user.name()).as("%s %s", id, why).isEqualTo(name);
                assertThat(user.created()).isNotNull();
                if (lives) {
                    assertThat(user.arn()).isEqualTo(arn(name));
                    assertThat(user.details().tags()).as("%s %s", id, why).isEqualTo(tags.get(id));
                }
            });
            keys.forEach((key, owner) -> {
                Identity recorded = inventory.find(key).orElseThrow();
                assertThat(recorded.status()).as("%s %s", key, why).isEqualTo(statuses.get(key));
                // Who bore a name can be told wrongly before all of its events are heard.
                if (inOrder) {
                    assertThat(recorded.user()).as("%s %s", key, why).isEqualTo(owner);
                    if (recorded.status() != IdentityStatus.DELETED) {
                        assertThat(recorded.name())
                                .as("%s %s", key, why)
                                .isEqualTo(lastNames.get(owner));
                    }
                }
            });
            assertThat(inventory.all()).hasSize(lastNames.size() + keys.size());
        }
    }
}
