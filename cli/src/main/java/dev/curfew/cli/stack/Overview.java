package dev.curfew.cli.stack;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a stack stands.
 *
 * @param where the endpoint, or the account and Region
 * @param status CloudFormation's word for it; null when there is no such stack
 * @param functions each with the state that Lambda tells, by name
 * @param trails names of the CloudTrail trails that log; without one, no identity is recorded
 */
public record Overview(
        String where, @Nullable String status, List<FunctionState> functions, List<String> trails) {

    /**
     * A rolled back update leaves the stack as it was before; a rolled back creation leaves
     * nothing.
     */
    private static final Set<String> STANDING =
            Set.of(
                    "CREATE_COMPLETE",
                    "UPDATE_COMPLETE",
                    "UPDATE_ROLLBACK_COMPLETE",
                    "IMPORT_COMPLETE");

    public record FunctionState(String name, String state) {}

    public Overview {
        functions = List.copyOf(functions);
        trails = List.copyOf(trails);
    }

    /** Whether the stack is there, complete, and each of its functions can be called. */
    public boolean stands() {
        return status != null
                && STANDING.contains(status)
                && !functions.isEmpty()
                && functions.stream().allMatch(function -> function.state().equals("Active"));
    }
}
