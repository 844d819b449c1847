package dev.curfew.policy;

import static dev.curfew.policy.Policies.statements;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainmentTest {
    @Test
    void aWitnessIsARequestThatOneAllowsAndTheOtherDoesNot() {
        Policy parent =
                statements("{'Effect':'Allow','Action':'s3:Get*','Resource':'arn:aws:s3:::b/*'}");
        Policy child =
                statements(
                        "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b/*',"
                                + "'Condition':{'StringEquals':{'aws:RequestedRegion':'eu-west-1'}}}");

        assertThat(Containment.samePrincipal(parent).contains(child))
                .isInstanceOfSatisfying(
                        Answer.NotContained.class,
                        no -> {
                            assertThat(no.reading()).isEqualTo(Reading.DOCUMENTED);
                            assertThat(no.witness().resource()).startsWith("arn:aws:s3:::b/");
                            assertThat(no.witness().context().get("aws:RequestedRegion"))
                                    .containsExactly("eu-west-1");
                        });
    }

    @Test
    void namesTheReadingWhenOnlyAnotherOneTellsThemApart() {
        Policy parent =
                statements("{'Effect':'Allow','Action':'sqs:*','Resource':'arn:aws:sqs:*:q'}");
        Policy child =
                statements(
                        "{'Effect':'Allow','Action':'sqs:*','Resource':'arn:aws:sqs:us-east-1:1:q'}");

        assertThat(Containment.samePrincipal(parent).contains(child))
                .isInstanceOfSatisfying(
                        Answer.NotContained.class,
                        no -> assertThat(no.reading().span()).isEqualTo(Reading.Span.FIELDS));
    }

    @Test
    void aWitnessKeepsToWhatIsKnownOfEachSession() {
        Policy policy =
                statements(
                        "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b/${aws:PrincipalTag/team}/*'}");
        var red = new Context(Map.of("aws:PrincipalTag/team", List.of("red")));
        var blue = new Context(Map.of("aws:PrincipalTag/team", List.of("blue")));

        assertThat(Containment.ofSession(policy, red).contains(policy, blue))
                .isInstanceOfSatisfying(
                        Answer.NotContained.class,
                        no -> {
                            assertThat(no.witness().resource()).startsWith("arn:aws:s3:::b/blue/");
                            assertThat(no.witness().parent()).isEqualTo(red);
                            assertThat(no.witness().child()).isEqualTo(blue);
                        });
        assertThat(Containment.ofSession(policy, red).contains(policy, red))
                .isEqualTo(new Answer.Contained());
    }

    @Test
    void workBeyondTheBudgetIsUnknown() {
        String some =
                IntStream.range(0, 20)
                        .mapToObj(i ->
                                "'arn:aws:s3:::b/*"
                                        + (char) ('a' + i)
                                        + "*"
                                        + (char) ('b' + i)
                                        + "*'")
                        .collect(Collectors.joining(","));
        String others =
                IntStream.range(0, 20)
                        .mapToObj(i ->
                                "'arn:aws:s3:::b/*"
                                        + (char) ('b' + i)
                                        + "*"
                                        + (char) ('a' + i)
                                        + "*'")
                        .collect(Collectors.joining(","));
        Policy parent =
                statements(
                        "{'Effect':'Allow','Action':'s3:*','Resource':[" + some + "]}",
                        "{'Effect':'Deny','Action':'s3:*','Resource':[" + others + "]}");
        Policy child = statements("{'Effect':'Allow','Action':'s3:*','Resource':[" + some + "]}");

        Answer answer = Containment.samePrincipal(parent).contains(child);

        assertThat(answer)
                .isEqualTo(
                        new Answer.Unknown(
                                "the question takes more work than one decision may cost"));
        assertThat(answer.yes()).isFalse();
    }

    @Test
    void operatorsOfSeveralTypesOnOneKeyMayBeUndecided() {
        Policy parent =
                statements(
                        "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'NumericGreaterThanEquals':{'s3:prefix':'1'}}}");
        Policy child =
                statements(
                        "{'Effect':'Allow','Action':'s3:*','Resource':'*',"
                                + "'Condition':{'StringLike':{'s3:prefix':'1?'},'NumericLessThan':{'s3:prefix':'100'}}}");

        assertThat(Containment.samePrincipal(parent).contains(child))
                .isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void oneCeilingAnswersForManyChildrenAtOnce() {
        Policy parent = statements("{'Effect':'Allow','Action':'s3:*','Resource':'*'}");
        Containment ceiling = Containment.samePrincipal(parent);

        assertThat(
                        IntStream.range(0, 200)
                                .parallel()
                                .mapToObj(i ->
                                        ceiling.contains(
                                                        statements(
                                                                "{'Effect':'Allow','Action':'"
                                                                        + (i % 2 == 0
                                                                                ? "s3"
                                                                                : "sqs")
                                                                        + ":Get"
                                                                        + i
                                                                        + "','Resource':'*'}"))
                                                .yes()))
                .filteredOn(yes -> yes)
                .hasSize(100);
    }

    /** The evaluator decides about any text, so a yes speaks of any. */
    @Test
    void aResourceNeedNotBeAnArn() {
        Policy parent =
                statements("{'Effect':'Allow','Action':'sqs:*','Resource':'arn:aws:sqs:*:*:*'}");
        Policy child = statements("{'Effect':'Allow','Action':'sqs:*','Resource':'arn:aws:sqs:*'}");

        assertThat(Containment.samePrincipal(parent).contains(child))
                .isInstanceOfSatisfying(
                        Answer.NotContained.class,
                        no -> {
                            assertThat(no.witness().resource()).matches("arn:aws:sqs:[^:]*:?[^:]*");
                            assertThat(decide(child, no)).isInstanceOf(Decision.Allowed.class);
                        });
    }

    private static Decision decide(Policy policy, Answer.NotContained no) {
        return new Evaluator(PolicySet.of(policy), no.reading()).decide(no.witness().asChild());
    }

    @Test
    void aWitnessIsAboutAnArnWhereOneShowsIt() {
        Policy parent =
                statements(
                        "{'Effect':'Allow','Action':'s3:*','Resource':'*'}",
                        "{'Effect':'Deny','Action':'s3:Get*','Resource':'arn:aws:s3:::b*'}");
        Policy child = statements("{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3*'}");

        assertThat(Containment.samePrincipal(parent).contains(child))
                .isInstanceOfSatisfying(
                        Answer.NotContained.class,
                        no -> assertThat(no.witness().resource()).startsWith("arn:aws:s3:::b"));
    }

    @Test
    void aStarInAKnownValueMayBeAWildcard() {
        Policy parent =
                statements("{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b/${*}/x'}");
        Policy child =
                statements(
                        "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b/${aws:PrincipalTag/team}/x'}");
        var star = new Context(Map.of("aws:PrincipalTag/team", List.of("*")));

        assertThat(Containment.ofSession(parent, Context.EMPTY).contains(child, star))
                .isInstanceOfSatisfying(
                        Answer.NotContained.class,
                        no -> {
                            assertThat(no.reading().valuesWild()).isTrue();
                            assertThat(decide(child, no)).isInstanceOf(Decision.Allowed.class);
                        });
    }

    /** With a star for the name, the pattern may match more than the text. */
    @Test
    void aVariableInAPatternIsNotTheSameAsInAText() {
        Policy text =
                statements(
                        "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'StringEquals':{'s3:prefix':'${aws:username}'}}}");
        Policy pattern =
                statements(
                        "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'StringLike':{'s3:prefix':'${aws:username}'}}}");

        assertThat(Containment.samePrincipal(pattern).contains(text))
                .isEqualTo(new Answer.Contained());
        assertThat(Containment.samePrincipal(text).contains(pattern))
                .isInstanceOfSatisfying(
                        Answer.NotContained.class,
                        no -> assertThat(no.reading().valuesWild()).isTrue());
    }

    @Test
    void nullMayOrMayNotTakeAnEmptyTextForAValue() {
        Policy parent =
                statements(
                        "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'ForAnyValue:StringLike':{'aws:TagKeys':'*'}}}");
        Policy child =
                statements(
                        "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Null':{'aws:TagKeys':'false'}}}");

        assertThat(Containment.samePrincipal(parent).contains(child))
                .isInstanceOfSatisfying(
                        Answer.NotContained.class,
                        no -> {
                            assertThat(no.reading().emptyIsAbsent()).isFalse();
                            assertThat(no.witness().context().get("aws:TagKeys"))
                                    .containsExactly("");
                        });
    }

    @Test
    void aWitnessSpellsItsActionAsThePoliciesDo() {
        Policy parent =
                statements(
                        "{'Effect':'Allow','Action':'sqs:*','Resource':'*'}",
                        "{'Effect':'Deny','Action':'sqs:*Message','Resource':'*'}");
        Policy child =
                statements(
                        "{'Effect':'Allow','Action':['sqs:Send*','sqs:SetQueueAttributes'],'Resource':'*'}",
                        "{'Effect':'Deny','NotAction':'sqs:SendMessage','Resource':'*'}");

        assertThat(Containment.samePrincipal(parent).contains(child))
                .isInstanceOfSatisfying(
                        Answer.NotContained.class,
                        no -> assertThat(no.witness().action()).isEqualTo("sqs:SendMessage"));
    }

    @ParameterizedTest
    @CsvSource({
        "s3:getobject, s3:GetObject, s3:GetObject",
        "s3:getobjectacl, s3:*OBJECT*, s3:getOBJECTacl",
        "s3:xobobjx, s3:*OBJ?, s3:xobOBJx",
        "s3:getobject, s3:PutObject, s3:getobject",
        "s3:getobject, S3:?et*, S3:getobject",
    })
    void lettersOfAnActionAreThoseOfThePattern(String action, String pattern, String spelled) {
        assertThat(Spelling.action(action, List.of("*", pattern))).isEqualTo(spelled);
    }
}
