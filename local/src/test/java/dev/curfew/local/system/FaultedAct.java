package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.aws.DynamoHeads;
import dev.curfew.aws.DynamoJournal;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.identity.Telling;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.InMemorySeals;
import dev.curfew.core.journal.SecretNotary;
import dev.curfew.core.journal.Verifying;
import dev.curfew.core.lifecycle.Acting;
import dev.curfew.core.lifecycle.Operating;
import dev.curfew.local.system.ActFaults.Point;
import dev.curfew.local.system.CallFaults.Event;
import dev.curfew.local.system.CallFaults.Fault;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing done to an identity, of which one call of AWS fails; and all that IAM and the bus were
 * told from its beginning on.
 */
final class FaultedAct {

    static final String BY = "arn:aws:iam::000000000000:root";

    private final ActFaults faults;
    private final SweptStage stage;
    private final Point point;
    private final List<Event> events = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private Map<String, String> bystanders = Map.of();
    private int calls;
    private @Nullable String failedCall;

    FaultedAct(ActFaults faults, SweptStage stage, Point point) {
        this.faults = faults;
        this.stage = stage;
        this.point = point;
    }

    Fault fault() {
        return point.fault();
    }

    /** How many calls it came to. */
    int calls() {
        return calls;
    }

    @Nullable String failedCall() {
        return failedCall;
    }

    String what() {
        return "%s at call %d, %s".formatted(point.fault(), point.call(), failedCall);
    }

    /** Puts an identity into the inventory. */
    void known(Identity first) {
        Entry entry = Telling.step(first, first.recordedAt(), "found", BY, Map.of());
        assertThat(inventory().put(null, first.with(entry), entry)).isTrue();
    }

    Identity known(String id) {
        return inventory().find(id).orElseThrow();
    }

    void change(String id, UnaryOperator<Identity> change) {
        Identity known = known(id);
        assertThat(inventory().note(known, change.apply(known))).isTrue();
    }

    private Inventory inventory() {
        return SweptAccount.inventory(faults.account.dynamo, stage.tables());
    }

    /** Sweeps; the run whose plan acts on the identity. */
    String planned(String id) {
        stage.sweep();
        String run =
                faults.clients.faults().events().stream()
                        .filter(each -> each.type().equals("RevocationRequested"))
                        .map(Event::detail)
                        .filter(each -> each.path("identity").asText().equals(id))
                        .map(each -> each.path("run").asText())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no plan acts on " + id));
        bystanders = all(id);
        return run;
    }

    /** What is there beside it, in the account and in the tables. */
    private Map<String, String> all(String id) {
        Map<String, String> all = new TreeMap<>(faults.account.plainly());
        all.putAll(stage.tables().items());
        all.keySet().removeIf(key -> key.contains(id));
        return all;
    }

    /** Revoke acts, and no call fails. */
    Acting.Outcome act(String id, String run) {
        return smoothly(() -> stage.acting().act(id, run));
    }

    /** Revoke acts; null when it ended without an answer. */
    Acting.@Nullable Outcome actFailing(String id, String run) {
        return failing(() -> stage.acting().act(id, run));
    }

    /** A person restores it, and no call fails. */
    Operating.Outcome restore(String id) {
        return smoothly(() -> stage.operating().restore(id, BY, "a test"));
    }

    Operating.@Nullable Outcome restoreFailing(String id) {
        return failing(() -> stage.operating().restore(id, BY, "a test"));
    }

    private <T> T smoothly(Supplier<T> work) {
        faults.clients.faults().clear();
        T answer = work.get();
        gather();
        return answer;
    }

    private <T> @Nullable T failing(Supplier<T> work) {
        faults.clients.faults().arm(point.call(), point.fault());
        try {
            return work.get();
        } catch (CallFaults.Crash | RuntimeException thrown) {
            if (faults.clients.faults().failed() == null) {
                throw new AssertionError("it failed by itself", thrown);
            }
            return null;
        } finally {
            calls = faults.clients.faults().calls();
            failedCall = faults.clients.faults().failed();
            gather();
        }
    }

    private void gather() {
        events.addAll(faults.clients.faults().events());
        orders.addAll(faults.clients.faults().orders());
        faults.clients.faults().clear();
    }

    /** What the journal says of it, in order. */
    List<String> journal(String id) {
        return stage.tables().entries().getOrDefault(id, List.of()).stream()
                .map(each -> each.strip().split(" ", 2)[1])
                .toList();
    }

    /** The bus took that it happened; if not, that was counted, and twice only if asked twice. */
    void told(String type, String id) {
        long told =
                events.stream()
                        .filter(each -> each.type().equals(type))
                        .filter(each -> each.detail().path("id").asText().equals(id))
                        .count();
        if ("PutEvents".equals(failedCall)) {
            assertThat(told + stage.lost()).as(what() + ": " + type).isBetween(1L, 4L);
        } else {
            assertThat(told).as(what() + ": " + type).isEqualTo(1);
            assertThat(stage.lost()).as(what()).isZero();
        }
    }

    void toldNothing() {
        assertThat(events).as(what()).isEmpty();
    }

    /**
     * IAM did so much and no more: each order once, or more often only where the SDK got no answer
     * to it.
     *
     * @param all each with its parameters as they are sent, in the order of the alphabet
     */
    void ordered(String... all) {
        List<String> distinct = new ArrayList<>();
        for (String each : orders) {
            String order = parameters(each);
            boolean unanswered =
                    (fault() == Fault.TIMEOUT || fault() == Fault.LOST_ANSWER)
                            && order.contains("Action=" + failedCall + " ");
            if (!unanswered || distinct.isEmpty() || !distinct.getLast().equals(order)) {
                distinct.add(order);
            }
        }
        assertThat(distinct).as(what()).containsExactly(all);
    }

    private static String parameters(String order) {
        return Arrays.stream(order.split("&"))
                .filter(each -> !each.startsWith("Version="))
                .map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** Nothing of anybody else is touched, and the journal has no gap and no fork. */
    void nobodyElse(String id) {
        assertThat(all(id)).as(what()).isEqualTo(bystanders);
        Verifying verifying =
                new Verifying(
                        new DynamoJournal(faults.account.dynamo, stage.tables().journal()),
                        new DynamoHeads(
                                faults.account.dynamo,
                                stage.tables().inventory(),
                                stage.tables().inventory()),
                        new InMemorySeals(),
                        new SecretNotary("unused"));
        assertThat(verifying.look(id, Instant.now()).flaws()).as(what()).isEmpty();
    }
}
