package dev.curfew.cli.command;

import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code --stack}: which deployed Curfew. */
public final class StackOption {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            defaultValue = "${env:CURFEW_STACK:-curfew}",
            description = "The deployed stack; CURFEW_STACK or `curfew` unless given.")
    private String name = "curfew";

    /** The name that was given, or the usual one; throws when no stack can have it. */
    public String name() {
        if (!NAME.matcher(name).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "`" + name + "` cannot be the name of a stack");
        }
        return name;
    }

    /** That stack, of these. */
    public Stack open(Stacks stacks) {
        return stacks.open(name());
    }
}
