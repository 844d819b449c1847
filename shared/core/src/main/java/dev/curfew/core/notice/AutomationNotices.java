package dev.curfew.core.notice;

import dev.curfew.core.notice.Notice.Fact;
import java.util.List;

/** Notices of a stop, of its end, and of other limits. */
final class AutomationNotices {

    private AutomationNotices() {}

    static Notice of(BusEvent event) {
        boolean stopped = event.type().equals("AutomationStopped");
        return new Notice(
                event.id(),
                event.at(),
                event.type(),
                "automation",
                null,
                stopped ? "Automatic action is stopped" : "Automatic action goes on",
                List.of(
                        new Fact("Who", event.required("by")),
                        new Fact("Why", event.required("reason"))),
                List.of(),
                stopped
                        ? "Nothing becomes of keys, users and roles until somebody resumes; leases end as ever."
                        : "The next sweep acts on what is past its limit.",
                List.of());
    }

    static Notice limits(BusEvent event) {
        return new Notice(
                event.id(),
                event.at(),
                event.type(),
                "automation",
                null,
                "Other limits are in force",
                List.of(
                        new Fact("Who", event.required("by")),
                        new Fact("Version", String.valueOf(event.whole("limits")))),
                List.of(),
                "The next sweep decides by them; curfew limits show tells them.",
                List.of());
    }
}
