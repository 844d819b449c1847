package dev.curfew.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.document.Json;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.refusal.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsDocumentTest {

    private static final String FULL =
            """
            {"enforce": ["ACCESS_KEY", "ROLE"],
             "kinds": {"ACCESS_KEY": {"age": "180d", "idle": "60d", "warn": "P3D", "delete": "never"},
                       "ROLE": {"quarantine": "365d", "new": "30d"}, "USER": {"idle": "never"}},
             "rules": [{"path": "/ci/", "kinds": ["ACCESS_KEY"], "age": "10s", "warn": "0s",
                        "new": "0s", "enforce": true},
                       {"path": "/ci/", "kinds": ["ROLE"], "idle": "40d"},
                       {"path": "/", "age": "never"},
                       {"tag": {"key": "risk", "value": "high"}, "idle": "30d"},
                       {"tag": {"key": "pilot"}, "enforce": false}],
             "untouchables": [{"arn": "arn:aws:iam::123456789012:user/people/break-glass",
                               "id": "AIDAEXAMPLEID0000001", "reason": "for fires"}],
             "owners": {"tags": ["owner"], "sponsors": ["payments", "ann@example.com"]},
             "orphanedAfter": "15d", "restore": "12h",
             "belts": {"actions": 3, "percent": 100},
             "people": [{"slack": "U012AB3CD", "name": "dana"},
                        {"slack": "W0EXAMPLE", "name": "ann@example.com", "team": "T012AB3CD"}]}
            """;

    @Test
    void nothingGivenIsTheDefault() {
        assertThat(valid("{}")).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void readsAllOfIt() {
        Limits limits = valid(FULL);

        Limit key = limits.kinds().get(IdentityKind.ACCESS_KEY);
        assertThat(key)
                .isEqualTo(
                        new Limit(
                                true,
                                Duration.ofDays(180),
                                Duration.ofDays(60),
                                null,
                                Duration.ofDays(3),
                                null,
                                Duration.ofDays(14)));
        assertThat(limits.kinds().get(IdentityKind.SSH_PUBLIC_KEY))
                .isEqualTo(Limits.DEFAULT.kinds().get(IdentityKind.SSH_PUBLIC_KEY));
        assertThat(limits.rules()).hasSize(5);
        assertThat(limits.rules().get(0).change().warning()).isZero();
        assertThat(limits.rules().get(2).kinds()).hasSize(IdentityKind.values().length);
        assertThat(limits.restore()).isEqualTo(Duration.ofHours(12));
        assertThat(limits.belts()).isEqualTo(new Limits.Belts(3, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", FULL})
    void whatIsWrittenReadsAsTheSame(String document) {
        Limits limits = valid(document);

        assertThat(LimitsDocument.read(LimitsDocument.write(limits)))
                .isEqualTo(new LimitsDocument.Read.Valid(limits));
        assertThat(limits.inForce(4, "ann").saySameAs(limits)).isTrue();
        assertThat(valid("{\"restore\": \"1d\"}").saySameAs(limits)).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/kinds/ACCESS_KEY/age | {'kinds': {'ACCESS_KEY': {'age': '-1d'}}}",
                "/kinds/ACCESS_KEY/age | {'kinds': {'ACCESS_KEY': {'age': '0s'}}}",
                "/kinds/ACCESS_KEY/age | {'kinds': {'ACCESS_KEY': {'age': 'PT-90S'}}}",
                "/kinds/ACCESS_KEY/age | {'kinds': {'ACCESS_KEY': {'age': 'PT90.5S'}}}",
                "/kinds/ACCESS_KEY/age | {'kinds': {'ACCESS_KEY': {'age': '999999d'}}}",
                "/kinds/ACCESS_KEY/age | {'kinds': {'ACCESS_KEY': {'age': 'P99999999999999999D'}}}",
                "/kinds/ACCESS_KEY/age | {'kinds': {'ACCESS_KEY': {'age': 'soon'}}}",
                "/kinds/ACCESS_KEY/age | {'kinds': {'ACCESS_KEY': {'age': 90}}}",
                "/kinds/ACCESS_KEY/warn | {'kinds': {'ACCESS_KEY': {'warn': 'never'}}}",
                "/kinds/ACCESS_KEY/delete | {'kinds': {'ACCESS_KEY': {'delete': '0s'}}}",
                "/kinds/ACCESS_KEY/quarantine | {'kinds': {'ACCESS_KEY': {'quarantine': '90d'}}}",
                "/kinds/ROLE/age | {'kinds': {'ROLE': {'age': '90d'}}}",
                "/kinds/PASSWORD | {'kinds': {'PASSWORD': {'age': '90d'}}}",
                "/kinds/ACCESS_KEY/warn | {'kinds': {'ACCESS_KEY': {'age': '5d', 'new': '1d'}}}",
                "/kinds/ACCESS_KEY/new | {'kinds': {'ACCESS_KEY': {'idle': '10d'}}}",
                "/kinds/ROLE/idle | {'kinds': {'ROLE': {'quarantine': '30d'}}}",
                "/enforce/0 | {'enforce': ['USER']}",
                "/enforce/0 | {'enforce': ['EVERYTHING']}",
                "/enforce | {'enforce': 'ACCESS_KEY'}",
                "/untouchables/0 | {'untouchables': [{'arn': 'arn:aws:iam::123456789012:user/a', 'reason': 'x'}]}",
                "/untouchables/0/arn | {'untouchables': [{'arn': 'arn:aws:iam::123456789012:user/a*', 'id': 'AIDAEXAMPLEID0000001', 'reason': 'x'}]}",
                "/untouchables/0/id | {'untouchables': [{'arn': 'arn:aws:iam::123456789012:user/a', 'id': 'a', 'reason': 'x'}]}",
                "/rules/0 | {'rules': [{'age': '10d'}]}",
                "/rules/0 | {'rules': [{'path': '/ci/', 'tag': {'key': 'a'}, 'age': '100d'}]}",
                "/rules/0 | {'rules': [{'path': '/ci/'}]}",
                "/rules/0/path | {'rules': [{'path': 'ci', 'age': '100d'}]}",
                "/rules/0/path | {'rules': [{'path': '/ci', 'age': '100d'}]}",
                "/rules/0/warn | {'rules': [{'path': '/ci/', 'age': '5d', 'new': '0s'}]}",
                "/rules/0/new | {'rules': [{'path': '/ci/', 'age': '10s', 'warn': '0s'}]}",
                "/rules/0/age | {'rules': [{'tag': {'key': 'a'}, 'age': '91d'}]}",
                "/rules/0/age | {'rules': [{'tag': {'key': 'a'}, 'age': 'never'}]}",
                "/rules/0/warn | {'rules': [{'tag': {'key': 'a'}, 'age': '5d', 'new': '0s'}]}",
                "/rules/0/delete | {'rules': [{'tag': {'key': 'a'}, 'delete': '15d'}]}",
                "/rules/0/enforce | {'rules': [{'tag': {'key': 'a'}, 'enforce': true}]}",
                "/rules/0/enforce | {'rules': [{'path': '/ci/', 'kinds': ['USER'], 'enforce': true}]}",
                "/rules/0/age | {'rules': [{'path': '/ci/', 'kinds': ['ROLE'], 'age': '20d'}]}",
                "/rules/1/path | {'rules': [{'path': '/ci/', 'age': '20d'}, {'path': '/ci/', 'idle': '20d'}]}",
                "/rules/0/kinds/0 | {'rules': [{'path': '/ci/', 'kinds': ['KEY'], 'age': '20d'}]}",
                "/limits | {'limits': {}}",
                "/orphanedAfter | {'orphanedAfter': 'never'}",
                "/restore | {'restore': '0s'}",
                "/belts/actions | {'belts': {'actions': 0}}",
                "/belts/percent | {'belts': {'percent': 101}}",
                "/owners/sponsors | {'owners': {'sponsors': []}}",
                "/people/0/slack | {'people': [{'slack': 'dana', 'name': 'dana'}]}",
                "/people/0/name | {'people': [{'slack': 'U012AB3CD', 'name': 'dana <!here>'}]}",
                "/people/0 | {'people': [{'slack': 'U012AB3CD'}]}",
                "/people/0/team | {'people': [{'slack': 'U012AB3CD', 'name': 'dana', 'team': ''}]}",
                "/people/1/slack | {'people': [{'slack': 'U012AB3CD', 'name': 'a'}, {'slack': 'U012AB3CD', 'name': 'b'}]}",
                "`` | []"
            })
    void saysWhereAndWhatToDo(String path, String document) {
        List<Problem> problems = invalid(document);

        assertThat(problems).extracting(Problem::path).containsExactly(path);
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.help()).hasSizeGreaterThan(8));
    }

    @Test
    void aMemberIsKnownByIdAndByWorkspaceWhereOneIsNamed() {
        Limits limits = valid(FULL);

        assertThat(limits.person("U012AB3CD", null)).map(Person::name).hasValue("dana");
        assertThat(limits.person("U012AB3CD", "TANYOTHER")).map(Person::name).hasValue("dana");
        assertThat(limits.person("W0EXAMPLE", "T012AB3CD"))
                .map(Person::by)
                .hasValue("ann@example.com via Slack (W0EXAMPLE)");
        assertThat(limits.person("W0EXAMPLE", "TANYOTHER")).isEmpty();
        assertThat(limits.person("W0EXAMPLE", null)).isEmpty();
        assertThat(limits.person("U012AB3C", null)).isEmpty();
        assertThat(Limits.DEFAULT.person("U012AB3CD", null)).isEmpty();
    }

    @Test
    void aTagMayShortenWhatAPathHasLengthened() {
        valid(
                "{'rules': [{'path': '/ci/', 'age': '200d'}, {'tag': {'key': 'a'}, 'age': '150d'}]}"
                        .replace('\'', '"'));
    }

    @Test
    void namesEverythingAtOnce() {
        assertThat(
                        invalid(
                                "{'enforce': ['X'], 'restore': 'soon', 'owner': 1, 'rules': [{'path': 'x', 'age': '-1d'}],"
                                        + " 'kinds': {'ROLE': {'idle': 'x', 'age': '1d'}}}"))
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(
                        "/enforce/0",
                        "/restore",
                        "/owner",
                        "/rules/0/path",
                        "/rules/0/age",
                        "/kinds/ROLE/idle",
                        "/kinds/ROLE/age");
    }

    private static Limits valid(String document) {
        LimitsDocument.Read read = LimitsDocument.read(Json.read(document));
        assertThat(read).isInstanceOf(LimitsDocument.Read.Valid.class);
        return ((LimitsDocument.Read.Valid) read).limits();
    }

    private static List<Problem> invalid(String document) {
        LimitsDocument.Read read = LimitsDocument.read(Json.read(document.replace('\'', '"')));
        assertThat(read).isInstanceOf(LimitsDocument.Read.Invalid.class);
        return ((LimitsDocument.Read.Invalid) read).problems();
    }
}
