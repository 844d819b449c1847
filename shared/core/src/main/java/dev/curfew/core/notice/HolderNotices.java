package dev.curfew.core.notice;

import dev.curfew.core.notice.Notice.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Notices of holders to whom nothing is issued any more, and of those who may have leases again.
 */
final class HolderNotices {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_:./+=,@-]{1,128}");

    private HolderNotices() {}

    static Notice halted(BusEvent event) {
        List<String> findings = findings(event);
        return of(
                event,
                "Nothing is issued to a holder any more",
                List.of(
                        new Fact(
                                "Why",
                                findings.size()
                                        + " of its leases were ended on findings within a short time")),
                findings,
                "All of its leases end now. It gets none until somebody has looked and lets it go on:"
                        + " curfew lease resume --holder ARN --reason WHY.");
    }

    static Notice lifted(BusEvent event) {
        return of(
                event,
                "A holder may have leases again",
                List.of(
                        new Fact("Why", event.required("reason")),
                        new Fact("By", event.required("by"))),
                List.of(),
                "What ended stays so; it asks anew for what it needs.");
    }

    private static Notice of(
            BusEvent event, String title, List<Fact> more, List<String> evidence, String next) {
        String holder = event.required("holder");
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Who", holder));
        facts.addAll(more);
        return new Notice(
                event.id(),
                event.at(),
                event.type(),
                "holder:" + event.matching("holderId", ID),
                holder,
                title,
                facts,
                evidence,
                next,
                List.of());
    }

    private static List<String> findings(BusEvent event) {
        return StreamSupport.stream(event.detail().path("findings").spliterator(), false)
                .map(each -> {
                    if (!each.isTextual()) {
                        throw new BusEvent.MalformedException("its `findings` are not texts");
                    }
                    return "finding " + each.textValue();
                })
                .toList();
    }
}
