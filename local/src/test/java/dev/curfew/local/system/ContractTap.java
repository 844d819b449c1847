package dev.curfew.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.event.EventContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.exception.SdkException;

/** Hears everything that a Curfew says on its bus, and holds it to the contract. */
final class ContractTap {

    /** Among the resources of an event that a test made up; Curfew's own events name none. */
    static final String MADE_UP = "made-up";

    private static final int WAIT_SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DeployedCurfew curfew;
    private final EventTap tap;
    private final String ignored;
    private final Thread listener;
    private final Map<String, Integer> heard = new ConcurrentSkipListMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private volatile boolean isClosing;

    private ContractTap(DeployedCurfew curfew, EventTap tap, String ignored) {
        this.curfew = curfew;
        this.tap = tap;
        this.ignored = ignored;
        this.listener = Thread.ofPlatform().daemon().name("contract").unstarted(this::listen);
    }

    /**
     * @param name of the rule and the queue, which are new
     * @param ignored names no event that is to be heard
     */
    static ContractTap on(DeployedCurfew curfew, String name, String ignored) {
        ContractTap tap =
                new ContractTap(
                        curfew, EventTap.on(curfew, curfew.output("EventBus"), name), ignored);
        tap.listener.start();
        return tap;
    }

    /** Until it was closed and nothing more comes, or the cloud has gone. */
    private void listen() {
        Instant lastHeard = Instant.now();
        while (true) {
            boolean isLast = isClosing;
            List<String> events;
            try {
                events = tap.next(WAIT_SECONDS);
                lastHeard = Instant.now();
            } catch (SdkException failed) {
                // A cloud that a test stops refuses before it counts as gone.
                if (!curfew.cloud().isRunning()) {
                    return;
                }
                if (lastHeard.plus(PATIENCE).isBefore(Instant.now())) {
                    faults.add("the bus could not be heard to the end: " + failed.getMessage());
                    return;
                }
                DeployedCurfew.pause();
                continue;
            }
            events.forEach(event -> judge(Json.read(event)));
            if (isLast && events.isEmpty()) {
                return;
            }
        }
    }

    private void judge(JsonNode event) {
        for (JsonNode resource : event.path("resources")) {
            if (resource.asText().equals(ignored)) {
                return;
            }
        }
        heard.merge(event.path("detail-type").asText(), 1, Integer::sum);
        EventContract.DOCUMENTED
                .faults(event)
                .forEach(fault ->
                        faults.add(
                                "%s of %s: %s"
                                        .formatted(
                                                event.path("detail-type").asText(),
                                                event.path("source").asText(),
                                                fault)));
    }

    /** Hears what is left, and no more. */
    void close() {
        isClosing = true;
        try {
            if (!listener.join(Duration.ofMinutes(1))) {
                faults.add("the bus does not fall silent");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many events of each type. */
    Map<String, Integer> heard() {
        return heard;
    }

    List<String> faults() {
        return faults;
    }
}
