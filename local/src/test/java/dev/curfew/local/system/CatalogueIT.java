package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.aws.DynamoCatalogue;
import dev.curfew.aws.DynamoHeads;
import dev.curfew.aws.DynamoJournal;
import dev.curfew.core.document.Json;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.Head;
import dev.curfew.core.journal.InMemorySeals;
import dev.curfew.core.journal.Report;
import dev.curfew.core.journal.SecretNotary;
import dev.curfew.core.journal.Verifying;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.LimitsDocument;
import dev.curfew.core.lifecycle.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The terms in a table of their own: every version is kept, and half of them is none. */
class CatalogueIT {

    private static final String ANN = "arn:aws:iam::000000000000:user/ann";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final String table = "catalogue-" + UUID.randomUUID();
    private final DynamoCatalogue catalogue =
            new DynamoCatalogue(
                    CURFEW.dynamo(),
                    table,
                    table + "-of-inventory",
                    table + "-of-journals",
                    List.of("arn:own"));

    @BeforeEach
    void make() {
        SweptTables.make(CURFEW.dynamo(), "Catalogue", table);
        SweptTables.make(CURFEW.dynamo(), "Inventory", table + "-of-inventory");
        SweptTables.make(CURFEW.dynamo(), "Journal", table + "-of-journals");
    }

    @AfterEach
    void delete() {
        for (String each : List.of(table, table + "-of-inventory", table + "-of-journals")) {
            CURFEW.dynamo().deleteTable(delete -> delete.tableName(each));
        }
    }

    @Test
    void beforeAnybodyHasAppliedAnyTheDefaultsHold() {
        assertThat(catalogue.terms().limits()).isEqualTo(Limits.DEFAULT);
        assertThat(catalogue.terms().exemptions()).isEmpty();
        assertThat(catalogue.terms().stop()).isNull();
        assertThat(catalogue.terms().own()).containsExactly("arn:own");
    }

    @Test
    void everyVersionIsKeptAndTheSameIsNotWrittenAgain() {
        Limits first = catalogue.apply(limits("60d"), NOW);
        assertThat(catalogue.apply(limits("60d").inForce(0, "arn:somebody:else"), NOW))
                .isEqualTo(first);
        Limits second = catalogue.apply(limits("30d"), NOW);

        assertThat(first.version()).isEqualTo(1);
        assertThat(first.appliedBy()).isEqualTo(ANN);
        assertThat(second.version()).isEqualTo(2);
        assertThat(catalogue.terms().limits()).isEqualTo(second);
        assertThat(keys()).containsExactlyInAnyOrder("limits", "limits#1", "limits#2");
    }

    @Test
    void thoseWhoApplyAtOnceLoseNoVersion() throws Exception {
        int writers = 6;
        List<Future<Limits>> applied = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            for (int i = 0; i < writers; i++) {
                String age = (20 + i) + "d";
                applied.add(threads.submit(() -> catalogue.apply(limits(age), NOW)));
            }
        }

        List<Long> versions = new ArrayList<>();
        for (Future<Limits> each : applied) {
            versions.add(each.get().version());
        }
        assertThat(versions).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
        journal(Collections.nCopies(6, "limits-applied").toArray(String[]::new));
    }

    @Test
    void aStopStandsUntilItIsResumedAndTheFirstOneCounts() {
        Stop first = new Stop(NOW, ANN, "a fire");
        catalogue.resume(NOW, ANN, "it is out");
        assertThat(catalogue.stop(first)).isEqualTo(first);
        assertThat(catalogue.stop(new Stop(NOW.plusSeconds(1), ANN, "another"))).isEqualTo(first);
        assertThat(catalogue.terms().stop()).isEqualTo(first);

        catalogue.resume(NOW, ANN, "it is out");
        catalogue.resume(NOW, ANN, "it is out");
        assertThat(catalogue.terms().stop()).isNull();

        Stop next = new Stop(NOW.plusSeconds(2), ANN, "once more");
        catalogue.stop(next);
        assertThat(catalogue.terms().stop()).isEqualTo(next);
        journal("stopped", "resumed", "stopped");
    }

    /** What stands in the journal of the system, which holds. */
    private void journal(String... what) {
        assertThat(new DynamoJournal(CURFEW.dynamo(), table + "-of-journals").of(Head.SYSTEM))
                .extracting(Entry::what)
                .containsExactly(what);
        Verifying verifying =
                new Verifying(
                        new DynamoJournal(CURFEW.dynamo(), table + "-of-journals"),
                        new DynamoHeads(
                                CURFEW.dynamo(), table + "-of-inventory", table + "-of-inventory"),
                        new InMemorySeals(),
                        new SecretNotary("unused"));
        assertThat(verifying.look(Head.SYSTEM, NOW.plusSeconds(60)).flaws()).isEmpty();
        Report all = verifying.all(NOW.plusSeconds(60));
        assertThat(all.flaws()).isEmpty();
        assertThat(all.entries()).isEqualTo(what.length);
    }

    @Test
    void anExemptionTakesThePlaceOfTheLast() {
        catalogue.exempt(exemption("one"));
        catalogue.exempt(exemption("two"));

        assertThat(catalogue.terms().exemptions()).containsValue(exemption("two")).hasSize(1);
    }

    /** What cannot be read is an exception and never as if it were not there. */
    @ParameterizedTest
    @CsvSource({
        "exemption#AKIAEXEMPT0000000001, until, soon",
        "exemption#AKIAEXEMPT0000000001, owner, ",
        "limits, document, {",
        "limits, document, []",
        "limits, by, ",
        "stop, at, now",
        "stop, reason, "
    })
    void whatIsBrokenIsNeverTakenForNothing(String key, String attribute, @Nullable String value) {
        catalogue.apply(limits("60d"), NOW);
        catalogue.exempt(exemption("one"));
        catalogue.stop(new Stop(NOW, ANN, "a fire"));
        Map<String, AttributeValue> item =
                new HashMap<>(
                        CURFEW.dynamo()
                                .getItem(get ->
                                        get.tableName(table)
                                                .key(Map.of("pk", AttributeValue.fromS(key))))
                                .item());
        item.remove(attribute);
        if (value != null) {
            item.put(attribute, AttributeValue.fromS(value));
        }
        CURFEW.dynamo().putItem(put -> put.tableName(table).item(item));

        assertThatThrownBy(catalogue::terms).isInstanceOf(RuntimeException.class);
    }

    @Test
    void limitsThatCannotBeReadAreMendedByOthers() {
        catalogue.apply(limits("60d"), NOW);
        CURFEW.dynamo()
                .putItem(put ->
                        put.tableName(table)
                                .item(
                                        Map.of(
                                                "pk", AttributeValue.fromS("limits"),
                                                "version", AttributeValue.fromN("1"),
                                                "by", AttributeValue.fromS(ANN),
                                                "document", AttributeValue.fromS("{"))));

        assertThat(catalogue.apply(limits("60d"), NOW).version()).isEqualTo(2);
        assertThat(catalogue.terms().limits().version()).isEqualTo(2);
    }

    private List<String> keys() {
        return CURFEW.dynamo().scan(scan -> scan.tableName(table)).items().stream()
                .map(item -> item.getOrDefault("pk", AttributeValue.fromS("")).s())
                .toList();
    }

    private static Exemption exemption(String reason) {
        return new Exemption(
                "AKIAEXEMPT0000000001",
                "ops@example.com",
                reason,
                NOW.plus(Duration.ofDays(30)),
                NOW,
                ANN);
    }

    private static Limits limits(String age) {
        String document = "{\"kinds\": {\"ACCESS_KEY\": {\"age\": \"" + age + "\"}}}";
        if (LimitsDocument.read(Json.read(document))
                instanceof LimitsDocument.Read.Valid(Limits limits)) {
            return limits.inForce(0, ANN);
        }
        throw new AssertionError(document);
    }
}
