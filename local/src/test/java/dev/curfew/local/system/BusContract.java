package dev.curfew.local.system;

import dev.curfew.core.event.EventContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Holds all that any test has the deployed system say on its bus to {@code docs/events}, whichever
 * tests run and in what order: it is closed when the last is done, and then fails the run. JUnit
 * finds it as a service; nothing listens without it.
 */
public final class BusContract implements BeforeAllCallback {

    /** More of them say no more. */
    private static final int MOST_FAULTS = 50;

    private static final List<ContractTap> TAPS = new CopyOnWriteArrayList<>();
    private static volatile boolean isAtWork;

    @Override
    public void beforeAll(ExtensionContext context) {
        isAtWork = true;
        context.getRoot()
                .getStore(Namespace.create(BusContract.class))
                .getOrComputeIfAbsent(
                        BusContract.class,
                        _ -> (AutoCloseable) BusContract::close,
                        AutoCloseable.class);
    }

    /** Listens to a Curfew from now on. */
    static DeployedCurfew listeningTo(DeployedCurfew curfew) {
        if (!isAtWork) {
            throw new IllegalStateException(
                    "JUnit has not found BusContract: what is said on the bus is not looked at");
        }
        TAPS.add(ContractTap.on(curfew, "contract-" + curfew.name(), ContractTap.MADE_UP));
        return curfew;
    }

    private static void close() {
        if (TAPS.isEmpty()) {
            return;
        }
        Map<String, Integer> heard = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (ContractTap tap : TAPS) {
            tap.close();
            tap.heard().forEach((type, times) -> heard.merge(type, times, Integer::sum));
            faults.addAll(tap.faults());
        }
        Set<String> unheard = new TreeSet<>(EventContract.DOCUMENTED.schemas().keySet());
        unheard.removeAll(heard.keySet());
        System.err.printf("Heard on the bus: %s; not heard: %s%n", heard, unheard);
        if (!faults.isEmpty()) {
            throw new AssertionError(
                    "what was said on the bus is not what docs/events promises, %d times:%n%s"
                            .formatted(
                                    faults.size(),
                                    faults.stream()
                                            .distinct()
                                            .limit(MOST_FAULTS)
                                            .collect(Collectors.joining("\n"))));
        }
    }
}
