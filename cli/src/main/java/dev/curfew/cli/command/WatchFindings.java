package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.lease.Receipt;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How findings about sessions, keys and changes are told: from the evidence to what it led to. */
public final class WatchFindings {

    private WatchFindings() {}

    /** When it became a finding; for a note, when its first call was. */
    public static Instant since(Finding finding) {
        Instant opened = finding.openedAt();
        return opened == null ? finding.evidence().getFirst().at() : opened;
    }

    /** What it is about: {@code LEASE}, {@code SESSION} or {@code CHANGE}. */
    public static String about(Finding finding) {
        Subject subject = finding.subject();
        return subject.lease() != null ? "LEASE" : subject.session() != null ? "SESSION" : "CHANGE";
    }

    /** {@code NOTE}, {@code OPEN} or {@code CLOSED}. */
    public static String state(Finding finding) {
        return finding.isNote() ? "NOTE" : finding.isOpen() ? "OPEN" : "CLOSED";
    }

    /**
     * Tells all that is known.
     *
     * @param lease how the lease stands that it is about; null when it is about none
     */
    static void tell(Terminal terminal, Finding finding, @Nullable Standing lease) {
        Subject subject = finding.subject();
        terminal.line("finding    " + finding.id());
        terminal.line("kind       " + finding.kind() + ", " + finding.severity());
        terminal.line("state      " + state(finding));
        terminal.line("holder     " + subject.holder());
        if (subject.lease() == null && subject.session() != null) {
            terminal.line("role       " + subject.role());
            terminal.line("session    " + subject.session());
        }
        terminal.line("what       " + finding.what());
        terminal.line("calls      " + finding.calls() + ", at least");
        for (Finding.Evidence each : finding.evidence()) {
            terminal.line(
                    "evidence   "
                            + Times.at(each.at())
                            + "  "
                            + each.event()
                            + "  from "
                            + each.address());
            terminal.line("           " + each.what());
        }
        Instant opened = finding.openedAt();
        if (opened != null) {
            terminal.line("opened     " + Times.exactly(opened));
        }
        Instant asked = finding.revocationAt();
        terminal.line(
                "revocation "
                        + (asked == null ? "not asked for" : "asked for " + Times.exactly(asked)));
        if (lease != null) {
            tell(terminal, lease);
        }
        Finding.Closing closing = finding.closing();
        if (closing != null) {
            terminal.line(
                    "closed     "
                            + Times.at(closing.at())
                            + " by "
                            + closing.by()
                            + ": "
                            + closing.reason());
        }
    }

    private static void tell(Terminal terminal, Standing lease) {
        terminal.line(
                "lease      "
                        + lease.lease().id()
                        + ", "
                        + lease.state()
                        + (lease.isOpen()
                                ? " until " + Times.at(lease.end())
                                : " since " + Times.at(lease.end())));
        Receipt receipt = lease.lease().receipt();
        if (receipt == null) {
            terminal.line("receipt    " + Ends.withoutReceipt(lease));
        } else {
            Ends.tell(terminal, receipt);
        }
        terminal.note("Who ended it and why: ./curfew audit show " + lease.lease().id());
    }

    /** All that is known of it, for programs. */
    static ObjectNode document(Finding finding) {
        Subject subject = finding.subject();
        ObjectNode document =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("finding", finding.kind().name())
                        .put("id", finding.id())
                        .put("state", state(finding))
                        .put("severity", finding.severity().name())
                        .put("kind", about(finding))
                        .put("holder", subject.holder())
                        .put("lease", subject.lease())
                        .put("role", subject.role())
                        .put("session", subject.session())
                        .put("what", finding.what())
                        .put("calls", finding.calls())
                        .put("since", since(finding).toString())
                        .put("openedAt", text(finding.openedAt()))
                        .put("revocationAt", text(finding.revocationAt()));
        Finding.Closing closing = finding.closing();
        if (closing == null) {
            document.putNull("closed");
        } else {
            document.putObject("closed")
                    .put("at", closing.at().toString())
                    .put("by", closing.by())
                    .put("reason", closing.reason());
        }
        ArrayNode evidence = document.putArray("evidence");
        finding.evidence()
                .forEach(each ->
                        evidence.addObject()
                                .put("event", each.event())
                                .put("at", each.at().toString())
                                .put("what", each.what())
                                .put("address", each.address()));
        return document;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
