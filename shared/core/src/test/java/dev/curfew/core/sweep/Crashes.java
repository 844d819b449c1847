package dev.curfew.core.sweep;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Random;

/** Lets a part of Curfew end in the middle of its work: before or after one of its calls. */
final class Crashes {

    /** It ended there. */
    static final class Crash extends RuntimeException {
        Crash(String call) {
            super(call, null, false, false);
        }
    }

    private final Random random;
    private int left = -1;

    Crashes(Random random) {
        this.random = random;
    }

    /** After so many calls more it ends. */
    void arm(int calls) {
        left = calls;
    }

    void disarm() {
        left = -1;
    }

    void tick(String call) {
        if (left >= 0 && left-- == 0) {
            throw new Crash(call);
        }
    }

    <T> T around(Class<T> port, T real) {
        Object proxy =
                Proxy.newProxyInstance(
                        port.getClassLoader(),
                        new Class<?>[] {port},
                        (self, method, arguments) -> {
                            boolean after = left >= 0 && random.nextBoolean();
                            if (!after) {
                                tick(method.getName());
                            }
                            try {
                                Object answer = method.invoke(real, arguments);
                                if (after) {
                                    tick(method.getName());
                                }
                                return answer;
                            } catch (InvocationTargetException failed) {
                                throw failed.getCause();
                            }
                        });
        return port.cast(proxy);
    }
}
