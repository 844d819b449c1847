package dev.curfew.core.notice;

import dev.curfew.core.notice.Notice.Act;
import dev.curfew.core.notice.Notice.Button;
import dev.curfew.core.notice.Notice.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Notices of leases that were ended before their time. */
final class LeaseNotices {

    private static final Pattern ID = Pattern.compile("[0-9a-z]{12}");

    private LeaseNotices() {}

    static Notice revoked(BusEvent event) {
        return of(
                event,
                "A lease was revoked, and all that was delegated from it",
                List.of(),
                "Its sessions are denied now; they come back only when somebody issues anew.");
    }

    static Notice denied(BusEvent event) {
        return of(
                event,
                "The revocation of a lease was seen to work",
                List.of(
                        new Fact("Asked for", event.required("requestedAt")),
                        new Fact("Denied since", event.required("deniedAt")),
                        new Fact(
                                "Seen",
                                String.valueOf(event.text("seenAt"))
                                        + (event.required("seenBy").equals("TRAIL")
                                                ? ", when the session itself was refused"
                                                : ", by a session opened for this"))),
                null);
    }

    private static Notice of(BusEvent event, String title, List<Fact> more, @Nullable String next) {
        String lease = event.matching("lease", ID);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Who", event.required("holder")));
        facts.add(new Fact("Task", event.required("task")));
        if (event.text("agent") != null) {
            facts.add(new Fact("Agent", event.required("agent")));
        }
        facts.add(new Fact("Lease", lease));
        facts.addAll(more);
        return new Notice(
                event.id(),
                event.at(),
                event.type(),
                "lease:" + lease,
                event.required("holder"),
                title,
                facts,
                List.of(),
                next,
                List.of(new Button(Act.SHOW, "lease:" + lease)));
    }
}
