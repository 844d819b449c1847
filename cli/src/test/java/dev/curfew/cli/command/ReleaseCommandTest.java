package dev.curfew.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.cli.stack.Function;
import dev.curfew.core.document.Json;
import org.junit.jupiter.api.Test;

class ReleaseCommandTest {

    private static final String RELEASED =
            """
            {"lease":"4k2j8s0d9f1a","task":"send-orders","agent":"warehouse-bot",
             "holder":"arn:aws:iam::123456789012:user/alice","state":"RELEASED",
             "endedAt":"2026-03-01T09:31:00Z"}
            """;

    private final Run run = new Run();

    @Test
    void asksTheFunctionToEndTheLease() {
        run.stacks.answers.add(RELEASED);

        Run.Ended ended = run.line("release", "4k2j8s0d9f1a");

        assertThat(run.stacks.calls)
                .containsExactly(
                        new FakeStacks.Call(
                                "curfew",
                                Function.RELEASE,
                                Json.read("{\"lease\":\"4k2j8s0d9f1a\"}")));
        assertThat(ended)
                .isEqualTo(
                        new Run.Ended(
                                0,
                                "lease 4k2j8s0d9f1a of user/alice (warehouse-bot) for task send-orders:"
                                        + " released at 2026-03-01 09:31:00Z\n",
                                "Its role's policy denies its session in a moment;"
                                        + " ./curfew lease show 4k2j8s0d9f1a tells when.\n"));
    }

    @Test
    void aLeaseThatIsDeniedAlreadyShowsItsReceipt() {
        run.stacks.answers.add(
                RELEASED.strip().replaceAll("}$", "")
                        + """
                        ,"receipt":{"requestedAt":"2026-03-01T09:31:00Z","deniedAt":"2026-03-01T09:31:00.250Z",
                          "seenAt":null,"seenBy":"NONE"}}
                        """);

        Run.Ended ended = run.line("release", "4k2j8s0d9f1a");

        assertThat(ended.out()).contains("\ndenied     250 ms later: ", "\nseen       not seen: ");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void jsonIsTheFunctionsAnswer() {
        run.stacks.answers.add(RELEASED);

        assertThat(Json.read(run.line("release", "4k2j8s0d9f1a", "--json").out()))
                .isEqualTo(Json.read(RELEASED));
    }

    @Test
    void aRefusalExitsWith1() {
        run.stacks.answers.add(
                "{\"refused\":{\"code\":\"lease-unknown\",\"message\":\"there is no lease `x`\",\"help\":\"give an id\"}}");

        assertThat(run.line("release", "x"))
                .isEqualTo(
                        new Run.Ended(
                                1,
                                "",
                                "refused (lease-unknown): there is no lease `x`\nhelp: give an id\n"));
    }
}
