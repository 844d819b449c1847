package dev.curfew.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
    private static final String ALL_S3 =
            "{'Statement':{'Effect':'Allow','Action':'s3:*','Resource':'*'}}";
    private static final String GET =
            "{'Statement':{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/k'}}";

    private static String answer(String line) {
        return new Batch(() -> 0).answer(line.replace('\'', '"'));
    }

    @Test
    void answersAQuestionOfContainment() {
        assertThat(
                        answer(
                                "{'id':'1','kind':'contains','parent':"
                                        + ALL_S3
                                        + ",'child':"
                                        + GET
                                        + "}"))
                .isEqualTo(
                        "{\"id\":\"1\",\"contains\":true,\"witness\":null,\"reason\":null,\"micros\":0}");
    }

    @Test
    void answersNoWithAWitness() {
        assertThat(answer("{'id':7,'kind':'contains','parent':" + GET + ",'child':" + ALL_S3 + "}"))
                .startsWith("{\"id\":7,\"contains\":false,\"witness\":{\"action\":\"s3:")
                .contains("\"resource\":", "\"context\":{}", "\"reason\":\"the child allows");
    }

    @Test
    void showsBothSessionsWhereTheyDiffer() {
        String tagged =
                "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'s3:*','Resource':'*',"
                        + "'Condition':{'StringEquals':{'aws:PrincipalTag/t':'a'}}}}";

        assertThat(
                        answer(
                                "{'id':'1','kind':'contains','parent':"
                                        + tagged
                                        + ",'child':"
                                        + tagged
                                        + ",'parentKeys':{'aws:PrincipalTag/t':'b'},'childKeys':{'aws:PrincipalTag/t':'a'}}"))
                .contains(
                        "\"contains\":false",
                        "\"childContext\":{\"aws:principaltag/t\":\"a\"}",
                        "\"parentContext\":{\"aws:principaltag/t\":\"b\"}");
    }

    @Test
    void takesPoliciesAsText() {
        String text = ALL_S3.replace("'", "\\\"");

        assertThat(
                        answer(
                                "{'id':'1','kind':'contains','parent':'"
                                        + text
                                        + "','child':"
                                        + GET
                                        + "}"))
                .contains("\"contains\":true");
    }

    @Test
    void decidesRequests() {
        assertThat(
                        answer(
                                "{'id':'e','kind':'eval','policies':{'identity':["
                                        + ALL_S3
                                        + "],'session':["
                                        + GET
                                        + "]},"
                                        + "'request':{'action':'s3:PutObject','resource':'arn:aws:s3:::b/k','context':{'aws:MultiFactorAuthPresent':true,'a:n':[1,'2']}}}"))
                .isEqualTo("{\"id\":\"e\",\"decision\":\"implicitDeny\",\"micros\":0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[]",
                "{'id':'1'}",
                "{'id':'1','kind':'other'}",
                "{'id':'1','kind':'contains'}",
                "{'id':'1','kind':'contains','parent':{},'child':{}}",
                "{'id':'1','kind':'contains','parent':7,'child':7}",
                "{'id':'1','kind':'contains','parent':'','child':'','extra':1}",
                "{'id':'1','kind':'eval','policies':{},'request':{'action':'x','resource':'*'}}",
                "{'id':'1','kind':'eval','policies':{'role':[]},'request':{'action':'s3:x','resource':'*'}}",
                "{'id':'1','kind':'eval','policies':{},'request':{'action':'s3:x','resource':'*','context':{'a:b':{}}}}",
                "{'id':'1','kind':'eval','policies':{},'request':{'action':'s3:x','resource':'*','context':{'a:b':'1','A:B':'2'}}}",
                "{'id':'1','id':'2','kind':'eval','policies':{},'request':{}}",
                "{'id':{},'kind':'eval'}",
            })
    void answersALineThatCannotBeReadWithAnError(String line) {
        assertThat(answer(line)).startsWith("{\"id\":").contains(",\"error\":\"");
    }

    @Test
    void namesTheLineOfAnError() {
        assertThat(
                        answer(
                                "{'id':'seven','kind':'contains','parent':{'Statement':[]},'child':"
                                        + GET
                                        + "}"))
                .isEqualTo(
                        "{\"id\":\"seven\",\"error\":\"`parent` is not a policy: the list is empty at `/Statement`\"}");
    }

    @Test
    void goesOnAfterAnError() throws IOException {
        String good = "{'id':'1','kind':'contains','parent':" + ALL_S3 + ",'child':" + GET + "}";
        var lines =
                new StringReader(String.join("\n", List.of("oops", "", good)).replace('\'', '"'));
        var answers = new StringBuilder();

        new Batch(() -> 0).run(new BufferedReader(lines), answers);

        assertThat(answers.toString().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("\"contains\":true");
    }

    @Test
    void refusesRequestsThatAreAbsurdlyLong() {
        String start =
                "{'id':'1','kind':'eval','policies':{'identity':["
                        + ALL_S3
                        + "]},'request':{'action':'s3:GetObject','resource':'";

        assertThat(answer(start + "a".repeat(8_193) + "'}}"))
                .isEqualTo(
                        "{\"id\":\"1\",\"error\":\"`resource` in `request` is longer than 8192 characters\"}");
        assertThat(
                        answer(
                                start
                                        + "*','context':{'s3:prefix':['"
                                        + "a".repeat(40_000)
                                        + "','"
                                        + "b".repeat(40_000)
                                        + "']}}}"))
                .isEqualTo(
                        "{\"id\":\"1\",\"error\":\"the values in `context` are longer than 64 KB together\"}");
    }
}
