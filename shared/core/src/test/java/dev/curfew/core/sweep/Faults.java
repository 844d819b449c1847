package dev.curfew.core.sweep;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Lets one call of all that pass through it fail, before it does anything or after. One call at a
 * time passes.
 */
final class Faults {

    /** How it fails. */
    enum Mode {
        BEFORE,
        AFTER
    }

    /** A call that failed on purpose. */
    static final class Injected extends RuntimeException {
        Injected(String call) {
            super(call);
        }
    }

    private final int failing;
    private final Mode mode;
    private int calls;
    private String failed = "";

    private Faults(int failing, Mode mode) {
        this.failing = failing;
        this.mode = mode;
    }

    static Faults none() {
        return new Faults(0, Mode.BEFORE);
    }

    /** The call of that number fails, counted from 1. */
    static Faults at(int call, Mode mode) {
        return new Faults(call, mode);
    }

    /** The name of the call that failed; empty as long as none has. */
    String failed() {
        return failed;
    }

    int calls() {
        return calls;
    }

    <T> T around(Class<T> port, T real) {
        Object proxy =
                Proxy.newProxyInstance(
                        port.getClassLoader(),
                        new Class<?>[] {port},
                        (self, method, arguments) -> {
                            synchronized (this) {
                                boolean fails = ++calls == failing;
                                failed = fails ? method.getName() : failed;
                                if (fails && mode == Mode.BEFORE) {
                                    throw new Injected(method.getName());
                                }
                                try {
                                    Object answer = method.invoke(real, arguments);
                                    if (fails) {
                                        throw new Injected(method.getName());
                                    }
                                    return answer;
                                } catch (InvocationTargetException thrown) {
                                    throw thrown.getCause();
                                }
                            }
                        });
        return port.cast(proxy);
    }
}
