package dev.curfew.policy;

import static dev.curfew.policy.Policies.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyProblemsTest {
    @Test
    void namesEveryProblemOfADocumentAtOnce() {
        List<Problem> problems =
                problems(
                        """
                        {"Version": "2013-01-01", "Statement": [
                          {"Effect": "allow", "Action": ["s3", 7], "Resource": "bucket", "Principal": "*"},
                          {"Effect": "Deny", "Action": "s3:*", "NotAction": "s3:*",
                           "Condition": {"StringIs": {"a:b": "c"}, "NumericEquals": {"s3:max-keys": "ten"}}}]}
                        """);

        assertThat(problems)
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(
                        "/Version",
                        "/Statement/0/Effect",
                        "/Statement/0/Action/0",
                        "/Statement/0/Action/1",
                        "/Statement/0/Resource",
                        "/Statement/0/Principal",
                        "/Statement/1",
                        "/Statement/1",
                        "/Statement/1/Condition/StringIs",
                        "/Statement/1/Condition/NumericEquals/s3:max-keys");
    }

    @Test
    void saysWhatWasFoundAndWhatIsAllowed() {
        Problem problem =
                problems(
                                "{\"Statement\":{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}}")
                        .getFirst();

        assertThat(problem)
                .isEqualTo(
                        new Problem(
                                "/Statement/Effect",
                                "`allow` is not an effect",
                                "`Allow` or `Deny`, in this spelling"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    {'Statement':{'Effect':'Allow','Effect':'Deny','Action':'*','Resource':'*'}}         | /Statement/Effect
                    {'Statement':[],'Statement':[]}                                                      | /Statement
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*'},'Id':'x'}                | /Id
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*'},'version':'2012-10-17'}  | /version
                    {'Statement':{'Effect':'Allow','Action':[],'Resource':'*'}}                          | /Statement/Action
                    {'Statement':{'Effect':'Allow','Action':null,'Resource':'*'}}                        | /Statement/Action
                    {'Statement':{'Effect':'Allow','Action':{'a':1},'Resource':'*'}}                     | /Statement/Action
                    {'Statement':{'Effect':'Allow','Action':'s3:Get Object','Resource':'*'}}             | /Statement/Action
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':''}}                          | /Statement/Resource
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Sid':'a b'}}             | /Statement/Sid
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':null}}        | /Statement/Condition
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{}}}          | /Statement/Condition
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{}}}} | /Statement/Condition/Bool
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'a:b':'yes'}}}} | /Statement/Condition/Bool/a:b
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'a:b':[]}}}} | /Statement/Condition/Bool/a:b
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'a:b':'true','A:B':'true'}}}} | /Statement/Condition/Bool/A:B
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'nokey':'true'}}}} | /Statement/Condition/Bool/nokey
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'NullIfExists':{'a:b':'true'}}}} | /Statement/Condition/NullIfExists
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'stringequals':{'a:b':'x'}}}} | /Statement/Condition/stringequals
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'10.0.0.0/33'}}}} | /Statement/Condition/IpAddress/aws:SourceIp
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'1.2.3.04'}}}} | /Statement/Condition/IpAddress/aws:SourceIp
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'DateLessThan':{'aws:CurrentTime':'2026-02-30'}}}} | /Statement/Condition/DateLessThan/aws:CurrentTime
                    {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'BinaryEquals':{'a:b':'%%'}}}} | /Statement/Condition/BinaryEquals/a:b
                    {'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::${aws:username'}}  | /Statement/Resource
                    {'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3::${aws:username}:b'}} | /Statement/Resource
                    {'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::${}'}}             | /Statement/Resource
                    {'Version':2012,'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}          | /Version
                    {'Version':'2012-10-17'}                                                             | ''
                    {'Statement':'x'}                                                                    | /Statement
                    {'Statement':[7]}                                                                    | /Statement/0
                    """)
    void pointsAtThePlace(String json, String path) {
        assertThat(problems(json.replace('\'', '"')))
                .extracting(Problem::path)
                .contains(path.replace("''", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "7",
                "null",
                "{",
                "{}{}",
                "{\"Statement\":[}",
                "nul",
                "{'a':1}",
                "{\"a\":1,}",
                "\ufeff{}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "// x\n{}"
            })
    void refusesWhatIsNotOneJsonObject(String text) {
        assertThat(problems(text))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.path()).isEmpty());
    }

    @Test
    void refusesTextAfterTheDocument() {
        String policy =
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

        assertThat(problems(policy + " x")).hasSize(1);
        assertThat(problems(policy + policy)).hasSize(1);
    }

    @Test
    void refusesDeepNestingWithoutFailing() {
        assertThat(problems("[".repeat(30_000))).hasSize(1);
        assertThat(problems("{\"Statement\":".repeat(4_000))).hasSize(1);
    }

    @Test
    void refusesDocumentsOverTheLimit() {
        String start = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:";
        String end = "\"}}";
        int room = 64 * 1024 - start.length() - end.length();

        assertThat(Policy.parse(start + "a".repeat(room) + end)).isInstanceOf(Parsed.Valid.class);
        assertThat(problems(start + "a".repeat(room + 1) + end))
                .extracting(Problem::message)
                .containsExactly("the document is larger than 64 KB");
        assertThat(problems(start + "é".repeat(room / 2 + 1) + end)).hasSize(1);
    }

    @Test
    void keepsMessagesShortAndOnOneLine() {
        String json =
                "{\"Statement\":{\"Effect\":\""
                        + "x\\n".repeat(1000)
                        + "\",\"Action\":\"*\",\"Resource\":\"*\"}}";

        assertThat(problems(json).getFirst().message()).hasSizeLessThan(100).doesNotContain("\n");
    }
}
