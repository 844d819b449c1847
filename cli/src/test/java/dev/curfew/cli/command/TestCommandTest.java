package dev.curfew.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.document.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestCommandTest {

    private final Run run = new Run();
    private final List<String> ran = new ArrayList<>();

    private Check check(String name, boolean passes) {
        return new Check() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean passes() {
                ran.add(name);
                return passes;
            }
        };
    }

    @Test
    void passesWhenEachCheckDoes() {
        run.checks.add(check("a", true));
        run.checks.add(check("b", true));

        assertThat(run.line("test").exit()).isZero();
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void whatWasSkippedIsSaidLast() {
        run.checks.add(
                new Check() {
                    @Override
                    public String name() {
                        return "a";
                    }

                    @Override
                    public boolean passes() {
                        return true;
                    }

                    @Override
                    public Optional<String> skips() {
                        return Optional.of("PageBrowserIT, for want of a browser");
                    }
                });
        run.checks.add(check("b", true));

        Run.Ended ended = run.line("test");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).endsWith("skipped: PageBrowserIT, for want of a browser\n");
    }

    @Test
    void programsGetOneDocument() {
        run.checks.add(check("a", false));
        run.checks.add(check("b", true));

        Run.Ended ended = run.line("test", "--json");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(Json.read(ended.out()))
                .isEqualTo(
                        Json.read(
                                """
                                {"checks":[{"check":"a","passed":false,"seconds":0},{"check":"b","passed":true,"seconds":0}],"skipped":[]}
                                """));
    }

    @Test
    void namesEveryCheckThatFailsAndRunsTheOthers() {
        run.checks.add(check("a", false));
        run.checks.add(check("b", true));

        Run.Ended ended = run.line("test");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).contains("FAILED: a", "passed: b");
        assertThat(ran).containsExactly("a", "b");
    }
}
