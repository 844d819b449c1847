package dev.curfew.cli.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {

    @Test
    void valuesBecomeTheJsonTheyMean() {
        String text =
                """
                name: read-orders
                depth: 3
                ratio: 0.5
                shared: true
                owner: null
                version: 2012-10-17
                account: '000000000000'
                roles: [a, b]
                ceiling: {Statement: [{Effect: Allow}]}
                """;

        assertThat(only(text).content().toString())
                .isEqualTo(
                        "{\"name\":\"read-orders\",\"depth\":3,\"ratio\":0.5,\"shared\":true,\"owner\":null,"
                                + "\"version\":\"2012-10-17\",\"account\":\"000000000000\",\"roles\":[\"a\",\"b\"],"
                                + "\"ceiling\":{\"Statement\":[{\"Effect\":\"Allow\"}]}}");
    }

    @Test
    void eachValueKnowsItsLine() {
        Document document = only("# a task\nname: x\nroles:\n  - a\n  - b\nnet/work: 1\n");

        assertThat(document.place("")).hasToString("tasks.yaml:2");
        assertThat(document.place("/roles")).hasToString("tasks.yaml:3");
        assertThat(document.place("/roles/1")).hasToString("tasks.yaml:5");
        assertThat(document.place("/net~1work")).hasToString("tasks.yaml:6");
    }

    @Test
    void whatIsMissingStandsWhereItWouldBelong() {
        Document document = only("a: 1\nb:\n  c: 2\n");

        assertThat(document.place("/b/missing/deeper")).hasToString("tasks.yaml:2");
        assertThat(document.place("/missing")).hasToString("tasks.yaml:1");
    }

    @Test
    void aFileHoldsSeveralDocuments() {
        Yaml.Read read = Yaml.read("tasks.yaml", "name: a\n---\nname: b\n");

        List<Document> documents = ((Yaml.Read.Valid) read).documents();
        assertThat(documents).hasSize(2);
        assertThat(documents.get(1).place("/name")).hasToString("tasks.yaml:3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'name: [a'|1|this is not YAML",
                "'a: 1\nb: 2\na: 3\n'|3|`a` stands twice",
                "'a: 1\n? [x]\n: 2\n'|2|a field's name is a list or a mapping",
                "'a: !secret x'|1|is a type that JSON does not have",
                "'a: .inf'|1|is a number that JSON cannot hold",
                "'a: &a [*a]'|1|too large or too deep",
                "'\ta: 1'|1|this is not YAML",
            })
    void whatCannotBeJsonIsToldWithItsLine(String text, int line, String message) {
        Yaml.Read read = Yaml.read("tasks.yaml", text);

        assertThat(read).isInstanceOf(Yaml.Read.Invalid.class);
        Yaml.Located first = ((Yaml.Read.Invalid) read).problems().getFirst();
        assertThat(first.place()).isEqualTo(new Place("tasks.yaml", line));
        assertThat(first.problem().message()).contains(message);
    }

    @Test
    void everyProblemOfAFileIsTold() {
        Yaml.Read read = Yaml.read("tasks.yaml", "a: 1\na: 2\n---\nb: !x y\n");

        assertThat(((Yaml.Read.Invalid) read).problems())
                .extracting(problem -> problem.place().line())
                .containsExactly(2, 4);
    }

    private static Document only(String text) {
        Yaml.Read read = Yaml.read("tasks.yaml", text);
        assertThat(read).isInstanceOf(Yaml.Read.Valid.class);
        return ((Yaml.Read.Valid) read).documents().getFirst();
    }
}
