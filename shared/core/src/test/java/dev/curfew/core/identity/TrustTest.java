package dev.curfew.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {

    private static final List<String> NONE = List.of();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Principal':'*'",
                "'Principal':{'AWS':'*'}",
                "'Principal':{'AWS':['arn:aws:iam::123456789012:root','*']}",
                "'NotPrincipal':{'AWS':'123456789012'}",
                "'Principal':{'AWS':'what is this'}",
                "'Principal':{'Other':'x'}"
            })
    void everybody(String principal) {
        assertThat(allow(principal).anyone()).isTrue();
    }

    @Test
    void accountsAreToldHoweverTheyAreWritten() {
        assertThat(
                        allow(
                                "'Principal':{'AWS':['111111111111','arn:aws:iam::222222222222:root',"
                                        + "'arn:aws:iam::333333333333:role/ci/deploy','arn:aws-cn:iam::444444444444:user/u',"
                                        + "'arn:aws:sts::555555555555:assumed-role/r/s']}"))
                .isEqualTo(
                        trust(
                                List.of(
                                        "111111111111",
                                        "222222222222",
                                        "333333333333",
                                        "444444444444",
                                        "555555555555"),
                                NONE,
                                NONE));
    }

    @Test
    void aPrincipalThatIsNoMoreIsNobody() {
        assertThat(
                        allow(
                                "'Principal':{'AWS':['AROAEXAMPLEID0000001','AIDAEXAMPLEID0000001','111111111111']}"))
                .isEqualTo(trust(List.of("111111111111"), NONE, NONE));
    }

    @Test
    void servicesAndProvidersAreTold() {
        assertThat(
                        of(
                                "{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'Service':['lambda.amazonaws.com','ec2.amazonaws.com']}}",
                                "{'Effect':'Allow','Action':'sts:AssumeRoleWithWebIdentity','Principal':{'Federated':'arn:aws:iam::123456789012:oidc-provider/example.com'}}"))
                .isEqualTo(
                        trust(
                                NONE,
                                List.of("ec2.amazonaws.com", "lambda.amazonaws.com"),
                                List.of("arn:aws:iam::123456789012:oidc-provider/example.com")));
    }

    @Test
    void whoMayOnlyTagASessionMayNotAssume() {
        assertThat(of("{'Effect':'Allow','Action':'sts:TagSession','Principal':'*'}"))
                .isEqualTo(trust(NONE, NONE, NONE));
        assertThat(of("{'Effect':'Allow','NotAction':'sts:TagSession','Principal':'*'}").anyone())
                .isTrue();
        assertThat(of("{'Effect':'Allow','Action':'STS:Assume*','Principal':'*'}").anyone())
                .isTrue();
    }

    @Test
    void whoIsDeniedMayNot() {
        String all =
                "{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'AWS':['*','111111111111','222222222222'],'Service':'a.com'}}";

        assertThat(of(all, "{'Effect':'Deny','Action':'sts:*','Principal':'*'}"))
                .isEqualTo(trust(NONE, NONE, NONE));
        assertThat(of(all, "{'Effect':'Deny','Action':'sts:*','Principal':{'AWS':'*'}}"))
                .isEqualTo(trust(NONE, List.of("a.com"), NONE));
        assertThat(
                        of(
                                        all,
                                        "{'Effect':'Deny','Action':'sts:*','Principal':{'AWS':['arn:aws:iam::111111111111:root','arn:aws:iam::222222222222:user/one']}}")
                                .accounts())
                .containsExactly("222222222222");
    }

    @Test
    void aDenyThatMayNotApplyTakesNothing() {
        String all = "{'Effect':'Allow','Action':'sts:AssumeRole','Principal':'*'}";

        assertThat(
                        of(
                                        all,
                                        "{'Effect':'Deny','Action':'sts:*','Principal':'*','Condition':{'Null':{'sts:ExternalId':'true'}}}")
                                .anyone())
                .isTrue();
        assertThat(
                        of(
                                        all,
                                        "{'Effect':'Deny','Action':'sts:*','NotPrincipal':{'AWS':'111111111111'}}")
                                .anyone())
                .isTrue();
        assertThat(of(all, "{'Effect':'Deny','Action':'sts:TagSession','Principal':'*'}").anyone())
                .isTrue();
    }

    @Test
    void whatCannotBeReadCountsAsEverybody() {
        assertThat(Trust.of("no JSON").anyone()).isTrue();
    }

    private static Trust allow(String principal) {
        return of("{'Effect':'Allow','Action':'sts:AssumeRole'," + principal + "}");
    }

    private static Trust of(String... statements) {
        return Trust.of(
                ("{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}")
                        .replace('\'', '"'));
    }

    private static Trust trust(
            List<String> accounts, List<String> services, List<String> federated) {
        return new Trust(
                false, new TreeSet<>(accounts), new TreeSet<>(services), new TreeSet<>(federated));
    }
}
