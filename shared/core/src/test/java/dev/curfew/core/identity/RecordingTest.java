package dev.curfew.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.identity.IamEvent.Change;
import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecordingTest {

    private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T13:00:00Z");
    private static final String BY = "arn:aws:iam::123456789012:user/admin";
    private static final String KEY = "AKIAIOSFODNN7EXAMPLE";

    private final InMemoryInventory inventory = new InMemoryInventory();
    private final FakeAccount account = new FakeAccount();
    private final RecordedIdentityEvents events = new RecordedIdentityEvents();
    private final Recording recording = new Recording(inventory, account, events);

    @Test
    void aNewUserIsRecordedWithItsCreator() {
        record(0, created("AIDA1", "svc"));

        Identity user = inventory.find("AIDA1").orElseThrow();
        assertThat(user.created()).isEqualTo(new Identity.Creation(BY, T));
        assertThat(user.recordedAt()).isEqualTo(NOW);
        assertThat(user.status()).isEqualTo(IdentityStatus.ACTIVE);
        assertThat(events.recorded()).hasSize(1);
    }

    @Test
    void aKeyBelongsToTheUserWhoBoreTheNameWhenItWasMade() {
        record(0, created("AIDA1", "svc"));
        record(10, deleted("svc"));
        record(20, created("AIDA2", "svc"));

        record(5, keyCreated("AKIA1", "svc"));
        record(25, keyCreated("AKIA2", "svc"));

        assertThat(inventory.find("AKIA1").orElseThrow().user()).isEqualTo("AIDA1");
        assertThat(inventory.find("AKIA2").orElseThrow().user()).isEqualTo("AIDA2");
        assertThat(account.questions()).isZero();
    }

    @Test
    void theAccountIsAskedForAUserThatNoEventTold() {
        account.with(
                IdentityKind.USER, "old", new NameHistory.Bearer("AIDA9", T.minusSeconds(9999)));

        record(0, keyCreated(KEY, "old"));

        assertThat(inventory.find(KEY).orElseThrow().user()).isEqualTo("AIDA9");
    }

    @Test
    void aUserMadeAfterTheKeyIsNotItsUser() {
        account.with(IdentityKind.USER, "old", new NameHistory.Bearer("AIDA9", T.plusSeconds(1)));

        record(0, keyCreated(KEY, "old"));

        assertThat(inventory.find(KEY).orElseThrow().user()).isNull();
    }

    @Test
    void theSameEventTwiceChangesNothingTheSecondTime() {
        List<IamEvent> events =
                List.of(
                        event(0, created("AIDA1", "svc")),
                        event(1, keyCreated(KEY, "svc")),
                        event(2, switched(KEY, IdentityStatus.INACTIVE)),
                        event(3, keyDeleted(KEY)),
                        event(4, deleted("svc")));
        events.forEach(event -> recording.record(event, NOW));
        Set<Identity> once = Set.copyOf(inventory.all());
        int writes = inventory.writes();

        for (IamEvent event : events) {
            assertThat(recording.record(event, NOW.plusSeconds(60))).isEmpty();
        }

        assertThat(Set.copyOf(inventory.all())).isEqualTo(once);
        assertThat(inventory.writes()).isEqualTo(writes);
    }

    @Test
    void anyOrderOfTheSameEventsEndsInTheSameInventory() {
        List<IamEvent> events =
                List.of(
                        event(0, created("AIDA1", "svc")),
                        event(2, keyCreated(KEY, "svc")),
                        event(4, switched(KEY, IdentityStatus.INACTIVE)),
                        event(6, switched(KEY, IdentityStatus.ACTIVE)),
                        event(8, deleted("svc")),
                        event(10, created("AIDA2", "svc")));
        account.with(IdentityKind.USER, "svc", new NameHistory.Bearer("AIDA2", T.plusSeconds(10)));
        Set<String> expected =
                Set.of("AIDA1 svc DELETED made", "AIDA2 svc ACTIVE made", KEY + " svc ACTIVE made");

        for (List<IamEvent> order : permutations(events)) {
            InMemoryInventory fresh = new InMemoryInventory();
            Recording again = new Recording(fresh, account, new RecordedIdentityEvents());
            order.forEach(event -> again.record(event, NOW));
            assertThat(fresh.all().stream().map(RecordingTest::summary).collect(Collectors.toSet()))
                    .as("order %s", order)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aDeletedKeyDoesNotComeBack() {
        record(9, keyDeleted(KEY));

        record(0, keyCreated(KEY, "svc"));
        record(10, switched(KEY, IdentityStatus.ACTIVE));

        Identity key = inventory.find(KEY).orElseThrow();
        assertThat(key.status()).isEqualTo(IdentityStatus.DELETED);
        assertThat(key.created()).isEqualTo(new Identity.Creation(BY, T));
    }

    @Test
    void anEventOlderThanWhatIsKnownDoesNotOverwriteIt() {
        record(0, keyCreated(KEY, "svc"));
        record(8, switched(KEY, IdentityStatus.INACTIVE));

        record(4, switched(KEY, IdentityStatus.ACTIVE));

        assertThat(inventory.find(KEY).orElseThrow().status()).isEqualTo(IdentityStatus.INACTIVE);
    }

    @Test
    void theAccountDecidesBetweenTwoChangesWithinOneSecond() {
        account.with(KEY, IdentityStatus.ACTIVE);
        record(0, keyCreated(KEY, "svc"));
        record(8, switched(KEY, IdentityStatus.ACTIVE));

        record(8, switched(KEY, IdentityStatus.INACTIVE));

        assertThat(inventory.find(KEY).orElseThrow().status()).isEqualTo(IdentityStatus.ACTIVE);
    }

    @Test
    void aNameDeletedAndMadeAgainWithinOneSecondIsSettledByTheAccount() {
        account.with(IdentityKind.USER, "svc", new NameHistory.Bearer("AIDA2", T.plusSeconds(5)));
        record(0, created("AIDA1", "svc"));
        record(5, created("AIDA2", "svc"));

        record(5, deleted("svc"));

        assertThat(inventory.find("AIDA1").orElseThrow().status())
                .isEqualTo(IdentityStatus.DELETED);
        assertThat(inventory.find("AIDA2").orElseThrow().status()).isEqualTo(IdentityStatus.ACTIVE);
    }

    @Test
    void theDeletionOfAnUnknownUserSparesTheOneMadeInTheSameSecond() {
        account.with(IdentityKind.USER, "svc", new NameHistory.Bearer("AIDA2", T));
        record(0, deleted("svc"));

        record(0, created("AIDA2", "svc"));

        assertThat(inventory.find("AIDA2").orElseThrow().status()).isEqualTo(IdentityStatus.ACTIVE);
    }

    @Test
    void namesDifferingInCaseAloneAreOneName() {
        record(0, created("AIDA1", "Svc"));

        record(5, deleted("svc"));

        assertThat(inventory.find("AIDA1").orElseThrow().status())
                .isEqualTo(IdentityStatus.DELETED);
    }

    @Test
    void aRoleOfTheSameNameAsADeletedUserIsNotTouched() {
        record(0, new Change.PrincipalCreated(IdentityKind.ROLE, "AROA1", "svc", null));

        record(5, deleted("svc"));

        assertThat(inventory.find("AROA1").orElseThrow().status()).isEqualTo(IdentityStatus.ACTIVE);
    }

    @Test
    void aRenamedUserKeepsItsIdAndItsKeysFollow() {
        record(0, created("AIDA1", "svc"));
        record(1, keyCreated(KEY, "svc"));

        record(5, new Change.UserRenamed("svc", "service"));

        Identity user = inventory.find("AIDA1").orElseThrow();
        assertThat(user.name()).isEqualTo("service");
        assertThat(user.arn()).isEqualTo("arn:aws:iam::123456789012:user/service");
        assertThat(inventory.find(KEY).orElseThrow().name()).isEqualTo("service");
        assertThat(inventory.journal("AIDA1"))
                .extracting(Entry::what)
                .containsExactly("created", "changed");
        assertThat(inventory.journal("AIDA1").getLast().detail())
                .containsEntry("name", "service")
                .containsEntry("event", "event-5");
        assertThat(inventory.journal(KEY)).hasSize(2);
    }

    @Test
    void whoeverTakesARenamedUsersNameIsAnother() {
        record(0, created("AIDA1", "svc"));
        record(5, new Change.UserRenamed("svc", "service"));
        record(6, created("AIDA2", "svc"));

        record(7, keyCreated(KEY, "svc"));
        record(8, deleted("svc"));

        assertThat(inventory.find(KEY).orElseThrow().user()).isEqualTo("AIDA2");
        assertThat(inventory.find("AIDA1").orElseThrow().status()).isEqualTo(IdentityStatus.ACTIVE);
        assertThat(inventory.find("AIDA2").orElseThrow().status())
                .isEqualTo(IdentityStatus.DELETED);
    }

    @Test
    void aUserRenamedToANameIsFoundByItAndDeletedByIt() {
        record(0, created("AIDA1", "svc"));
        record(5, new Change.UserRenamed("svc", "service"));

        record(7, keyCreated(KEY, "service"));
        record(9, deleted("service"));

        assertThat(inventory.find(KEY).orElseThrow().user()).isEqualTo("AIDA1");
        assertThat(inventory.find("AIDA1").orElseThrow().status())
                .isEqualTo(IdentityStatus.DELETED);
    }

    @Test
    void aUserTakenForOneDeletedUnderItsOldNameComesBack() {
        record(0, created("AIDA1", "svc"));
        record(9, deleted("svc"));
        assertThat(inventory.find("AIDA1").orElseThrow().status())
                .isEqualTo(IdentityStatus.DELETED);
        account.with(IdentityKind.USER, shown("AIDA1", "service", Details.NONE));

        record(5, new Change.UserRenamed("svc", "service"));

        assertThat(inventory.find("AIDA1").orElseThrow().status()).isEqualTo(IdentityStatus.ACTIVE);
    }

    @Test
    void aChangeIsReadFromTheAccountAndOnlyNewsIsWritten() {
        record(0, created("AIDA1", "svc"));
        Details details = tagged("ann").reportRow(null);
        account.with(IdentityKind.USER, shown("AIDA1", "svc", details));

        record(5, new Change.PrincipalChanged(IdentityKind.USER, "svc"));
        record(5, new Change.PrincipalChanged(IdentityKind.USER, "svc"));

        Identity user = inventory.find("AIDA1").orElseThrow();
        assertThat(user.details()).isEqualTo(details.readAt(NOW));
        assertThat(inventory.journal("AIDA1"))
                .extracting(Entry::what)
                .containsExactly("created", "changed");
    }

    @Test
    void whatWasReadLaterIsNotOverwrittenAndTheReportsRowStays() {
        record(0, created("AIDA1", "svc"));
        Identity user = inventory.find("AIDA1").orElseThrow();
        Identity swept =
                user.edit()
                        .details(tagged("ben").reportRow("row").readAt(NOW.plusSeconds(9)))
                        .done();
        assertThat(inventory.note(user, swept)).isTrue();
        account.with(IdentityKind.USER, shown("AIDA1", "svc", tagged("ann")));

        record(5, new Change.PrincipalChanged(IdentityKind.USER, "svc"));
        assertThat(inventory.find("AIDA1")).contains(swept);

        recording.record(
                event(5, new Change.PrincipalChanged(IdentityKind.USER, "svc")),
                NOW.plusSeconds(10));
        assertThat(inventory.find("AIDA1").orElseThrow().details())
                .isEqualTo(tagged("ann").reportRow("row").readAt(NOW.plusSeconds(10)));
    }

    @Test
    void aPrincipalThatNoCreationToldIsRecordedAsTheAccountShowsIt() {
        account.with(IdentityKind.ROLE, shown("AROA1", "worker", tagged("ann")));

        record(5, new Change.PrincipalChanged(IdentityKind.ROLE, "worker"));

        Identity role = inventory.find("AROA1").orElseThrow();
        assertThat(role.kind()).isEqualTo(IdentityKind.ROLE);
        assertThat(role.details().tags()).containsEntry("owner", "ann");
        assertThat(role.created()).isNull();
    }

    @Test
    void anErrorWhileAskingLosesNoAnnouncement() {
        account.failing();
        assertThatThrownBy(() -> record(0, created("AIDA1", "svc"))).hasMessage("throttled");

        assertThat(events.recorded()).extracting(Identity::id).containsExactly("AIDA1");
    }

    @Test
    void anErrorOfTheAccountIsNotAnAnswer() {
        Account broken =
                new Account() {
                    @Override
                    public Optional<NameHistory.Bearer> bearerNow(IdentityKind kind, String name) {
                        throw new IllegalStateException("throttled");
                    }

                    @Override
                    public Optional<IdentityStatus> statusNow(
                            IdentityKind kind, String id, String userName) {
                        throw new IllegalStateException("throttled");
                    }

                    @Override
                    public Optional<Principal> detailsNow(IdentityKind kind, String name) {
                        throw new IllegalStateException("throttled");
                    }
                };
        record(0, created("AIDA1", "svc"));

        assertThatThrownBy(() ->
                        new Recording(inventory, broken, events)
                                .record(event(0, deleted("svc")), NOW))
                .hasMessage("throttled");

        assertThat(inventory.find("AIDA1").orElseThrow().status()).isEqualTo(IdentityStatus.ACTIVE);
    }

    @Test
    void eachChangeIsJournaledWithWhoDidIt() {
        record(0, keyCreated(KEY, "svc"));
        record(2, switched(KEY, IdentityStatus.INACTIVE));
        record(4, switched(KEY, IdentityStatus.ACTIVE));
        record(6, keyDeleted(KEY));

        List<Entry> journal = inventory.journal(KEY);
        assertThat(journal)
                .extracting(Entry::what)
                .containsExactly("created", "switched-off", "switched-on", "deleted");
        assertThat(journal).extracting(Entry::by).containsOnly(BY);
        assertThat(journal).extracting(Entry::at).startsWith(T, T.plusSeconds(2));
        assertThat(journal.getFirst().detail())
                .isEqualTo(
                        Map.of(
                                "event", "event-0",
                                "heard", NOW.toString(),
                                "kind", "ACCESS_KEY",
                                "name", "svc",
                                "status", "ACTIVE"));
        assertThat(inventory.find(KEY).orElseThrow().journal())
                .isEqualTo(new Chain(4, journal.getLast().hash()));
        assertThat(journal).allMatch(Entry::isIntact);
    }

    @Test
    void aCreationHeardOfLateCompletes() {
        record(2, switched(KEY, IdentityStatus.INACTIVE));

        record(0, keyCreated(KEY, "svc"));

        assertThat(inventory.journal(KEY))
                .extracting(Entry::what)
                .containsExactly("switched-off", "completed");
    }

    @Test
    void theJournalSaysWhoDeletedAUserAlsoWhenItsCreationIsHeardOfAfterwards() {
        recording.record(
                new IamEvent(
                        "event-of-another",
                        "123456789012",
                        T.plusSeconds(5),
                        "arn:aws:iam::123456789012:user/another",
                        deleted("svc")),
                NOW);

        record(0, created("AIDA1", "svc"));

        Entry last = inventory.journal("AIDA1").getLast();
        assertThat(last.what()).isEqualTo("deleted");
        assertThat(last.at()).isEqualTo(T.plusSeconds(5));
        assertThat(last.by()).isEqualTo("arn:aws:iam::123456789012:user/another");
        assertThat(last.detail()).containsEntry("event", "event-of-another");
    }

    @Test
    void whatTellsNothingNewIsNotJournaled() {
        record(0, keyCreated(KEY, "svc"));
        record(8, switched(KEY, IdentityStatus.INACTIVE));
        record(8, switched(KEY, IdentityStatus.INACTIVE));
        record(4, switched(KEY, IdentityStatus.ACTIVE));

        assertThat(inventory.journal(KEY)).hasSize(2);
    }

    private void record(int second, Change change) {
        recording.record(event(second, change), NOW);
    }

    private static IamEvent event(int second, Change change) {
        return new IamEvent("event-" + second, "123456789012", T.plusSeconds(second), BY, change);
    }

    private static Change created(String id, String name) {
        return new Change.PrincipalCreated(
                IdentityKind.USER, id, name, "arn:aws:iam::123456789012:user/" + name);
    }

    private static Change deleted(String name) {
        return new Change.PrincipalDeleted(IdentityKind.USER, name);
    }

    private static Change keyCreated(String id, String userName) {
        return new Change.CredentialCreated(
                IdentityKind.ACCESS_KEY, id, userName, null, IdentityStatus.ACTIVE);
    }

    private static Change switched(String id, IdentityStatus status) {
        return new Change.CredentialSwitched(IdentityKind.ACCESS_KEY, id, "svc", status);
    }

    private static Change keyDeleted(String id) {
        return new Change.CredentialDeleted(IdentityKind.ACCESS_KEY, id, "svc");
    }

    private static Account.Principal shown(String id, String name, Details details) {
        return new Account.Principal(
                id, name, "arn:aws:iam::123456789012:user/" + name, T, details);
    }

    private static Details tagged(String owner) {
        return new Details(
                new TreeMap<>(Map.of("owner", owner)),
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

    private static String summary(Identity identity) {
        return identity.id()
                + " "
                + identity.name()
                + " "
                + identity.status()
                + (identity.created() == null ? " unseen" : " made");
    }

    private static <T> List<List<T>> permutations(List<T> list) {
        if (list.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            List<T> rest = new ArrayList<>(list);
            T first = rest.remove(i);
            for (List<T> tail : permutations(rest)) {
                List<T> order = new ArrayList<>(List.of(first));
                order.addAll(tail);
                all.add(order);
            }
        }
        return all;
    }
}
