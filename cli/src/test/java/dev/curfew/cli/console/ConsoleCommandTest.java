package dev.curfew.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.cli.child.Signals;
import dev.curfew.cli.command.Commands;
import dev.curfew.cli.stack.Overview;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.document.Json;
import dev.curfew.local.web.Visitor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConsoleCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Consumer<String>> signals = new CompletableFuture<>();
    private Overview overview =
            new Overview(
                    "account 123456789012, eu-west-1", "CREATE_COMPLETE", List.of(), List.of());
    private boolean mayLook = true;

    private final class Fakes implements Stacks, Signals {
        @Override
        public Stack open(String name) {
            return ConsoleSamples.stack(Clock.systemUTC().instant());
        }

        @Override
        public Stacks as(String profile) {
            return this;
        }

        @Override
        public Overview overview(String name) {
            if (!mayLook) {
                throw new Trouble("could not ask for the trails", "ask somebody");
            }
            return overview;
        }

        @Override
        public void to(Consumer<String> receiver) {
            signals.complete(receiver);
        }

        @Override
        public boolean reachChildren() {
            return true;
        }
    }

    private int run(String... words) {
        Fakes fakes = new Fakes();
        Terminal terminal =
                new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return Commands.lineOf(
                        terminal, new ConsoleCommand(terminal, fakes, Clock.systemUTC(), fakes))
                .execute(words);
    }

    /** What it printed once it was open, and its exit when it was stopped. */
    private CompletableFuture<Integer> start(String... words) throws Exception {
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> run(words));
        while (!out.toString(UTF_8).endsWith("\n")) {
            assertThat(exit).as(err.toString(UTF_8)).isNotDone();
            Thread.sleep(10);
        }
        return exit;
    }

    @Test
    void itPrintsALinkThatLetsInAndServesUntilItIsStopped() throws Exception {
        CompletableFuture<Integer> exit = start("console");
        URI link = URI.create(out.toString(UTF_8).strip());

        assertThat(link.getHost()).isEqualTo("127.0.0.1");
        assertThat(new Visitor(link.resolve("/")).get(link.getPath()).status()).isEqualTo(303);
        assertThat(err.toString(UTF_8))
                .contains("curfew in account 123456789012, eu-west-1", "acts as you")
                .doesNotContain(link.getPath());

        signals.get(5, TimeUnit.SECONDS).accept("TERM");
        assertThat(exit.get(5, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void whoMayNotAskWhereItIsSeesWhatTheyMay() throws Exception {
        mayLook = false;
        CompletableFuture<Integer> exit = start("console", "--json");

        assertThat(Json.read(out.toString(UTF_8)).path("where").asText())
                .isEqualTo("a place that is not known");

        signals.get(5, TimeUnit.SECONDS).accept("INT");
        assertThat(exit.get(5, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void aStackThatIsNotThereIsNamed() {
        overview = new Overview("account 1", null, List.of(), List.of());

        assertThat(run("console", "--stack", "other")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("there is no stack `other`", "help: ");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void aPortThatIsTakenOrNoneIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("console", "--port", "" + taken.getLocalPort())).isEqualTo(2);
        }
        assertThat(run("console", "--port", "65536")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("cannot be listened on", "`65536` is no port");
    }
}
