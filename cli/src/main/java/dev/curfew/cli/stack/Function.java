package dev.curfew.cli.stack;

/** A function that the command calls. */
public enum Function {
    ISSUE("IssueFunction"),
    RELEASE("ReleaseFunction"),
    OPERATE("OperateFunction");

    private final String output;

    Function(String output) {
        this.output = output;
    }

    /** The stack's output that holds the function's name. */
    public String output() {
        return output;
    }
}
