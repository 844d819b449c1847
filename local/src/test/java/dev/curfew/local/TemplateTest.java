package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TemplateTest {
    @Test
    void shortFormsComeOutInTheirLongForm() {
        String yaml =
                """
                Resources:
                  Fn:
                    A: !Ref Table
                    B: !GetAtt Table.Stream.Arn
                    C: !Sub "${AWS::StackName}-x"
                    D: !If [Yes, !Ref A, !Ref AWS::NoValue]
                    E: !Equals [!Ref P, "true"]
                    F: !Condition Yes
                    G: !ImportValue {"Fn::Sub": "${S}-role"}
                """;

        assertThat(Template.parse(yaml).at("/Resources/Fn").toString())
                .isEqualTo(
                        """
                        {"A":{"Ref":"Table"},"B":{"Fn::GetAtt":["Table","Stream.Arn"]},\
                        "C":{"Fn::Sub":"${AWS::StackName}-x"},\
                        "D":{"Fn::If":["Yes",{"Ref":"A"},{"Ref":"AWS::NoValue"}]},\
                        "E":{"Fn::Equals":[{"Ref":"P"},"true"]},"F":{"Condition":"Yes"},\
                        "G":{"Fn::ImportValue":{"Fn::Sub":"${S}-role"}}}\
                        """);
    }

    @Test
    void valuesKeepTheirTypes() {
        String yaml =
                """
                A: 2012-10-17
                B: true
                C: "true"
                D: 30
                E: 1.5
                F:
                G: off
                """;

        assertThat(Template.parse(yaml).toString())
                .isEqualTo(
                        "{\"A\":\"2012-10-17\",\"B\":true,\"C\":\"true\",\"D\":30,\"E\":1.5,\"F\":null,\"G\":\"off\"}");
    }

    @Test
    void aKeySaidTwiceIsRefused() {
        assertThatThrownBy(() -> Template.parse("A: 1\nA: 2\n")).isInstanceOf(LocalFailure.class);
    }
}
