package dev.curfew.core.notice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.notice.Notice.Act;
import dev.curfew.core.notice.Notice.Button;
import dev.curfew.core.notice.Notice.Fact;
import dev.curfew.core.watch.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Notices of what watch found. */
final class FindingNotices {

    private static final Pattern ID = Pattern.compile("[0-9a-z]{12}");

    private final Map<Kind, Kind.Reaction> reactions;

    FindingNotices(Map<Kind, Kind.Reaction> reactions) {
        this.reactions = Map.copyOf(reactions);
    }

    Notice opened(BusEvent event) {
        String id = event.matching("finding", ID);
        Kind kind = kind(event.required("kind"));
        String lease = lease(event);
        String session = event.text("session");
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Who", event.required("holder")));
        facts.add(new Fact("What", event.required("what")));
        facts.add(new Fact("Severity", event.required("severity")));
        if (lease != null) {
            facts.add(new Fact("Lease", lease));
        } else if (session != null) {
            facts.add(new Fact("Session", session + " of " + event.required("role")));
        }
        facts.add(new Fact("Finding", id));
        List<Button> buttons = new ArrayList<>();
        if (lease != null) {
            buttons.add(new Button(Act.REVOKE, "lease:" + lease));
        }
        buttons.add(new Button(Act.SHOW, "finding:" + id));
        return new Notice(
                event.id(),
                event.at(),
                event.type(),
                thread(id, lease),
                event.required("holder"),
                title(kind, event.required("kind")),
                facts,
                evidence(event.detail().path("events")),
                next(kind, lease != null || session != null),
                buttons);
    }

    static Notice closed(BusEvent event) {
        String id = event.matching("finding", ID);
        return new Notice(
                event.id(),
                event.at(),
                event.type(),
                thread(id, lease(event)),
                event.required("holder"),
                "A finding was closed",
                List.of(
                        new Fact("Finding", id),
                        new Fact("Why", event.required("reason")),
                        new Fact("By", event.required("by"))),
                List.of(),
                "Another call of the same kind opens it again.",
                List.of(new Button(Act.SHOW, "finding:" + id)));
    }

    private static @Nullable String lease(BusEvent event) {
        return event.text("lease") == null ? null : event.matching("lease", ID);
    }

    /** What befalls one lease stands together. */
    private static String thread(String finding, @Nullable String lease) {
        return lease == null ? "finding:" + finding : "lease:" + lease;
    }

    private String next(@Nullable Kind kind, boolean hasSession) {
        if (kind == Kind.DISABLED_KEY || kind == Kind.DORMANT_KEY) {
            return "Nothing by itself: find out who uses it; if nobody should, switch it off in IAM.";
        }
        if (!hasSession) {
            return "Nothing by itself: look at the change, and undo it if nobody meant it.";
        }
        boolean revokes =
                kind != null && reactions.getOrDefault(kind, kind.usual()) == Kind.Reaction.REVOKE;
        return revokes
                ? "Curfew ends the session now; the receipt follows here."
                : "Nothing by itself: the session goes on until its end, unless somebody revokes it.";
    }

    private static List<String> evidence(JsonNode events) {
        List<String> ids = new ArrayList<>();
        for (JsonNode each : events) {
            if (!each.isTextual()) {
                throw new BusEvent.MalformedException("its `events` are not texts");
            }
            ids.add("CloudTrail event " + each.textValue());
        }
        return ids;
    }

    /** Null for one that a later watch may know. */
    private static @Nullable Kind kind(String name) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        return null;
    }

    private static String title(@Nullable Kind kind, String name) {
        return switch (kind) {
            case OUT_OF_SCOPE -> "A session asks for what its lease does not give";
            case USE_AFTER_END -> "A session is used after its lease ended";
            case SECOND_NETWORK -> "A session is used from a second network";
            case SHADOW_SESSION -> "A session was opened past the broker";
            case ESCAPE -> "A session tried to get what outlives it";
            case DISABLED_KEY -> "An access key is used that should not be";
            case DORMANT_KEY -> "An access key is used again after a long time";
            case TAMPERING -> "Something that holds sessions in was changed";
            case null ->
                    name.matches("[A-Z_]{1,40}")
                            ? "Something was found: " + name
                            : "Something was found";
        };
    }
}
