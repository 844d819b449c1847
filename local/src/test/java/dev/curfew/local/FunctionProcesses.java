package dev.curfew.local;

import java.util.List;

/** The processes in which a local cloud runs its functions. */
public final class FunctionProcesses {

    private FunctionProcesses() {}

    /** Those that run a handler, of whichever stack. */
    public static List<ProcessHandle> of(LocalCloud cloud, Class<?> handler) {
        return Processes.marked(cloud.workspace().state()).stream()
                .filter(process ->
                        process.info()
                                .arguments()
                                .filter(arguments -> List.of(arguments).contains(handler.getName()))
                                .isPresent())
                .toList();
    }
}
