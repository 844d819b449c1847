package dev.curfew.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.lease.Denial;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Lineage;
import dev.curfew.core.lease.Samples;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DenyPolicyTest {

    @Test
    void itReadsAsIamIsToldToReadIt() {
        assertThat(DenyPolicy.of(List.of(denial("bbbbbbbbbbbb"), denial("aaaaaaaaaaaa"))))
                .isEqualTo(
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*",\
                        "Condition":{"StringLike":{"aws:PrincipalTag/curfew:lineage":\
                        ["*/aaaaaaaaaaaa/*","*/bbbbbbbbbbbb/*"]}}}]}\
                        """);
    }

    @Test
    void whatStandsAboveCoversWhatIsBelow() {
        String alone = DenyPolicy.of(List.of(denial("aaaaaaaaaaaa", "bbbbbbbbbbbb")));

        assertThat(
                        DenyPolicy.of(
                                List.of(
                                        denial("aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"),
                                        denial("aaaaaaaaaaaa", "bbbbbbbbbbbb"),
                                        denial(
                                                "aaaaaaaaaaaa",
                                                "bbbbbbbbbbbb",
                                                "dddddddddddd",
                                                "eeeeeeeeeeee"))))
                .isEqualTo(alone);
    }

    @Test
    void whatStandsBesideIsItsOwn() {
        assertThat(
                        DenyPolicy.of(
                                List.of(
                                        denial("aaaaaaaaaaaa", "bbbbbbbbbbbb"),
                                        denial("aaaaaaaaaaaa", "cccccccccccc"))))
                .contains("[\"*/bbbbbbbbbbbb/*\",\"*/cccccccccccc/*\"]");
    }

    @Test
    void oneListIsOneDocumentInWhateverOrderItIsRead() {
        List<Denial> denials =
                Arrays.asList(
                        denial("aaaaaaaaaaaa"),
                        denial("bbbbbbbbbbbb", "cccccccccccc"),
                        denial("bbbbbbbbbbbb"),
                        denial("dddddddddddd"));
        String document = DenyPolicy.of(denials);

        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(denials, new Random(seed));
            assertThat(DenyPolicy.of(denials)).isEqualTo(document);
        }
    }

    @Test
    void inNeedItDeniesAllThatWasOpenedBeforeAndALittleAfter() {
        assertThat(DenyPolicy.ofAllBefore(Samples.ISSUED.plusMillis(900)))
                .isEqualTo(
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*",\
                        "Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-03-01T12:00:05Z"}}}]}\
                        """);
    }

    private static Denial denial(String... lineage) {
        return new Denial(
                Samples.ROLE,
                new Lineage(Arrays.stream(lineage).map(LeaseId::new).toList()),
                Samples.ISSUED,
                Samples.ISSUED.plus(Duration.ofMinutes(16)),
                null,
                false);
    }
}
