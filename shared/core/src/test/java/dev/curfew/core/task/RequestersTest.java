package dev.curfew.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.curfew.core.caller.Caller;
import dev.curfew.core.caller.SampleProofs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestersTest {

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:role/build/ci, true",
        "arn:aws:iam::123456789012:role/build/*, true",
        "arn:aws:iam::123456789012:role/*, true",
        "arn:aws:iam::123456789012:role/build/c?, true",
        "arn:aws:iam::123456789012:role/*/ci, true",
        "arn:aws:sts::123456789012:assumed-role/ci/job-7, true",
        "arn:aws:sts::123456789012:assumed-role/ci/*, true",
        // STS leaves the path out, IAM does not
        "arn:aws:iam::123456789012:role/ci, false",
        "arn:aws:sts::123456789012:assumed-role/build/ci/*, false",
        "arn:aws:sts::123456789012:assumed-role/ci/job-8, false",
        "arn:aws:iam::123456789012:role/build/c, false",
        "arn:aws:iam::123456789012:role/build/CI, false",
        "arn:aws:iam::123456789012:role/build/ci?, false",
        "arn:aws:iam::123456789012:user/*, false",
        "arn:aws:iam::123456789012:root, false",
        "arn:aws:iam::999999999999:role/build/ci, false",
        "arn:aws:iam::999999999999:role/*, false",
        "arn:aws-cn:iam::123456789012:role/build/ci, false"
    })
    void aPatternNamesTheVerifiedPrincipal(String pattern, boolean named) {
        assertThat(
                        Requesters.name(
                                SampleProofs.CI.principal(),
                                SampleProofs.CI.arn(),
                                List.of(pattern)))
                .isEqualTo(named);
        assertThat(
                        Requesters.name(
                                SampleProofs.CI.principal(),
                                SampleProofs.CI.arn(),
                                List.of("arn:aws:iam::123456789012:user/nobody", pattern)))
                .as("among others")
                .isEqualTo(named);
    }

    @Test
    void theRootUserIsNamedAsItself() {
        String arn = "arn:aws:iam::123456789012:root";
        Caller root = new Caller("123456789012", arn, "123456789012", null, arn);

        assertThat(Requesters.name(root.principal(), root.arn(), List.of(arn))).isTrue();
        assertThat(
                        Requesters.name(
                                root.principal(),
                                root.arn(),
                                List.of("arn:aws:iam::123456789012:user/*")))
                .isFalse();
    }

    @Test
    void nobodyIsNamedByNothing() {
        assertThat(Requesters.name(SampleProofs.CI.principal(), SampleProofs.CI.arn(), List.of()))
                .isFalse();
    }

    @Test
    void manyStarsCostLittle() {
        String pattern = "*a".repeat(500) + "b";
        String text = "a".repeat(2000);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(Requesters.matches(pattern, text)).isFalse());
        assertThatCode(() -> Requesters.matches("", "")).doesNotThrowAnyException();
    }
}
