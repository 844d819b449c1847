package dev.curfew.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.Steps;
import dev.curfew.core.lifecycle.Action;
import dev.curfew.core.lifecycle.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of the demo's stale key: as it should, unless a test says otherwise. */
final class FakeStaleKey {

    static final String ID = "AKIA-nightly-batch";

    boolean warns = true;
    boolean disables = true;
    boolean restores = true;
    boolean exempts = true;

    private @Nullable Instant warnedAt;
    private boolean disabled;
    private boolean exempted;

    boolean isDisabled() {
        return disabled;
    }

    String operate(JsonNode request, Instant now) {
        return switch (request.path("operation").asText()) {
            case "limits.apply" -> "{\"applied\":{\"version\":1,\"changed\":true}}";
            case "sweep" -> "{\"requested\":{\"run\":\"" + swept(now) + "\"}}";
            case "restore" -> {
                disabled = disabled && !restores;
                yield "{\"identity\":{\"id\":\"%s\",\"status\":\"ACTIVE\",\"postponedTo\":\"%s\"}}"
                        .formatted(ID, now.plus(Duration.ofDays(7)));
            }
            case "exempt" -> {
                exempted = true;
                yield "{\"identity\":{\"id\":\"%s\"},\"exemption\":{\"until\":\"%s\"}}"
                        .formatted(ID, now.plus(Duration.ofDays(30)));
            }
            default -> throw new IllegalArgumentException(request.toString());
        };
    }

    /** Warns at first, and disables from then on. */
    private String swept(Instant now) {
        if (warnedAt == null) {
            warnedAt = now;
            return "warning";
        }
        boolean acts = !exempted || !exempts;
        disabled |= acts && disables;
        return acts ? "disabling" : "nothing";
    }

    Plan plan(String run, Instant now) {
        Plan.Planned disable =
                new Plan.Planned(
                        ID,
                        IdentityKind.ACCESS_KEY,
                        "nightly-batch",
                        Action.DISABLE,
                        now,
                        "it is 12 seconds old, and its limit is 10 seconds");
        return new Plan(
                run,
                now,
                1,
                true,
                null,
                Map.of(IdentityKind.ACCESS_KEY, 2),
                run.equals("disabling") ? List.of(disable) : List.of(),
                List.of(),
                List.of());
    }

    Identity asItStands(Identity identity) {
        Instant warned = warnedAt;
        return identity.id().equals(ID) && warned != null && warns
                ? identity.edit().steps(Steps.NONE.warned(warned)).done()
                : identity;
    }
}
