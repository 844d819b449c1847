package dev.curfew.cli.wiring;

import dev.curfew.cli.child.Signals;
import java.io.Console;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The signals that this process gets. The JDK has no other way to them than {@code
 * sun.misc.Signal}, which it exports for everybody and warns of at each use; found by name, it can
 * go away without this failing to compile. Where it is gone, signals end this process as they
 * always do.
 */
public final class ProcessSignals implements Signals {

    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
    private static final int GROUP = 2;
    private static final int FOREGROUND_GROUP = 5;

    @Override
    public void to(Consumer<String> receiver) {
        for (String name : NAMES) {
            try {
                handle(name, receiver);
            } catch (ReflectiveOperationException | IllegalArgumentException without) {
                return;
            }
        }
    }

    private static void handle(String name, Consumer<String> receiver)
            throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object ours =
                Proxy.newProxyInstance(
                        handler.getClassLoader() == null
                                ? ProcessSignals.class.getClassLoader()
                                : handler.getClassLoader(),
                        new Class<?>[] {handler},
                        (_, method, _) -> called(method, () -> receiver.accept(name)));
        try {
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
        } catch (InvocationTargetException notThisOne) {
            throw new IllegalArgumentException(notThisOne);
        }
    }

    private static Object called(Method method, Runnable receiver) {
        if (!method.getName().equals("handle")) {
            throw new UnsupportedOperationException(method.getName());
        }
        receiver.run();
        return "nothing";
    }

    /**
     * A terminal's signals go to its foreground group, and children are in the group of who started
     * them. Where the system does not tell, to be at a terminal is taken for being in front.
     */
    @Override
    public boolean reachChildren() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            // The program's name comes second, in brackets, and may have anything in it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields[GROUP].equals(fields[FOREGROUND_GROUP]);
        } catch (IOException | IndexOutOfBoundsException untold) {
            return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        }
    }
}
