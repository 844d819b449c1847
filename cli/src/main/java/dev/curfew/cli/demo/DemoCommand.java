package dev.curfew.cli.demo;

import dev.curfew.cli.cloud.LocalClouds;
import dev.curfew.cli.command.ExitCode;
import dev.curfew.cli.command.Pause;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.cli.terminal.Terminal;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code curfew demo}: the whole story on a cloud of its own. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Shows Curfew at work on a local cloud of its own, with real calls; takes under a minute.")
public final class DemoCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;
    private final DemoClouds demoClouds;
    private final LocalClouds localClouds;
    private final Pause pause;

    @Option(names = "--json", description = "Print JSON, at the end.")
    private boolean json;

    public DemoCommand(
            Terminal terminal, Clock clock, DemoClouds demoClouds, LocalClouds localClouds) {
        this(terminal, clock, demoClouds, localClouds, Pause::really);
    }

    DemoCommand(
            Terminal terminal,
            Clock clock,
            DemoClouds demoClouds,
            LocalClouds localClouds,
            Pause pause) {
        this.terminal = terminal;
        this.clock = clock;
        this.demoClouds = demoClouds;
        this.localClouds = localClouds;
        this.pause = pause;
    }

    @Override
    public Integer call() {
        Teller teller = new Teller(terminal, clock, json);
        try {
            perform(teller);
        } catch (DoesNotHold wrong) {
            teller.failed(wrong.step(), String.valueOf(wrong.getMessage()));
            return ExitCode.REFUSED;
        } catch (Trouble trouble) {
            teller.failed("a cloud of its own", trouble.getMessage() + ": " + trouble.help());
            return ExitCode.REFUSED;
        }
        teller.allHeld();
        return ExitCode.DONE;
    }

    private void perform(Teller teller) {
        DemoCloud cloud = demoClouds.open(Stage.STACK, terminal::note);
        Props props = new Props();
        Runnable cleanUp =
                () -> {
                    props.close();
                    cloud.close();
                };
        Thread onInterrupt = new Thread(cleanUp, "end of the demo");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        boolean held = false;
        try {
            Shell shell = new Shell(cloud.stacks(), localClouds, clock, pause);
            new Story(new Stage(cloud, shell, props, teller, clock, pause)).tell();
            teller.call("./curfew down");
            held = true;
        } finally {
            cleanUp.run();
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
            if (held) {
                teller.answer("stopped, nothing is left running");
            }
        }
    }
}
