package dev.curfew.cli.wiring;

import dev.curfew.cli.command.Check;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.local.PythonEnvironment;
import dev.curfew.local.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The checks of a checkout. */
public final class CheckoutChecks {

    private static final List<String> TEMPLATES = List.of("template.yaml", "brokered-role.yaml");

    private CheckoutChecks() {}

    /**
     * Every check there is.
     *
     * @param progress told what takes its time beside the checks
     */
    public static List<Check> of(Checkout checkout, Consumer<String> progress) {
        List<Check> checks = new ArrayList<>();
        checks.add(build(checkout, Browsers.find(System.getenv())));
        for (String template : TEMPLATES) {
            checks.add(
                    new Program(
                            "cfn-lint " + template,
                            checkout.root(),
                            () -> List.of(lint(checkout, progress, "cfn-lint"), template)));
            checks.add(
                    new Program(
                            "sam validate --lint " + template,
                            checkout.root(),
                            () ->
                                    List.of(
                                            lint(checkout, progress, "sam"),
                                            "validate",
                                            "--lint",
                                            "--template-file",
                                            template)));
        }
        return checks;
    }

    private static Check build(Checkout checkout, Optional<Path> browser) {
        String option = browser.map(file -> "-Dcurfew.browser=" + file).orElse("");
        return new Program(
                "mvn -B -ntp verify " + (option.isEmpty() ? "(without a browser)" : option),
                checkout.root(),
                () -> {
                    List<String> words = new ArrayList<>();
                    words.addAll(
                            List.of(checkout.tool("maven").toString(), "-B", "-ntp", "verify"));
                    browser.ifPresent(_ -> words.add(option));
                    return words;
                },
                browser.isPresent()
                        ? Optional.empty()
                        : Optional.of(Browsers.missing(checkout.root())));
    }

    private static String lint(Checkout checkout, Consumer<String> progress, String program) {
        return CheckoutClouds.attempt(() ->
                PythonEnvironment.forLints(Workspace.of(checkout.root()), progress::accept)
                        .program(program)
                        .toString());
    }

    private interface Command {
        List<String> words();
    }

    private record Program(String name, Path directory, Command command, Optional<String> skips)
            implements Check {

        Program(String name, Path directory, Command command) {
            this(name, directory, command, Optional.empty());
        }

        @Override
        public boolean passes() {
            ProcessBuilder builder =
                    new ProcessBuilder(command.words()).directory(directory.toFile()).inheritIO();
            Map<String, String> environment = builder.environment();
            // What a shell was pointed at must not decide what a check finds.
            environment
                    .keySet()
                    .removeIf(key -> key.startsWith("AWS_") && !key.equals("AWS_CA_BUNDLE"));
            environment.put("AWS_DEFAULT_REGION", "us-east-1");
            environment.put("SAM_CLI_TELEMETRY", "0");
            environment.put("JAVA_HOME", System.getProperty("java.home"));
            try {
                return builder.start().waitFor() == 0;
            } catch (IOException unstartable) {
                throw new Trouble(
                        "could not start `" + name + "`", "start Curfew as ./curfew", unstartable);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new Trouble("`" + name + "` was interrupted", "run it again", interrupted);
            }
        }
    }
}
