package dev.curfew.aws;

import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Kind;
import dev.curfew.core.watch.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The form of a finding, or a note, in the leases table. */
final class FindingItem {

    /** A note that nothing was added to for so long is of no use to anybody. */
    private static final Duration NOTE_KEPT = Duration.ofDays(7);

    private static final Duration FINDING_KEPT = Duration.ofDays(400);

    private FindingItem() {}

    static Map<String, AttributeValue> write(Finding finding) {
        Subject subject = finding.subject();
        Finding.Closing closing = finding.closing();
        return Item.of(new LinkedHashMap<>(LeaseTable.finding(finding.id())))
                .with("kind", finding.kind().name())
                .with("severity", finding.severity().name())
                .with("key", subject.key())
                .with("lease", subject.lease())
                .with("role", subject.role())
                .with("session", subject.session())
                .with("holder", subject.holder())
                .with("what", finding.what())
                .with("evidence", finding.evidence().stream().map(FindingItem::write).toList())
                .with("calls", finding.calls())
                .with("openedAt", finding.openedAt())
                .with("revocationAt", finding.revocationAt())
                .with("closedAt", closing == null ? null : closing.at())
                .with("closedBy", closing == null ? null : closing.by())
                .with("closedFor", closing == null ? null : closing.reason())
                .with("version", finding.version())
                .with("ttl", cleanedUpAt(finding).getEpochSecond())
                .attributes();
    }

    private static Instant cleanedUpAt(Finding finding) {
        Instant last = finding.evidence().getLast().at();
        return last.plus(finding.isNote() ? NOTE_KEPT : FINDING_KEPT);
    }

    private static AttributeValue write(Finding.Evidence evidence) {
        return AttributeValue.fromM(
                Item.empty()
                        .with("event", evidence.event())
                        .with("at", evidence.at())
                        .with("what", evidence.what())
                        .with("address", evidence.address())
                        .attributes());
    }

    static Finding read(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new Finding(
                LeaseTable.findingOf(attributes),
                Kind.valueOf(item.string("kind")),
                Kind.Severity.valueOf(item.string("severity")),
                new Subject(
                        item.string("key"),
                        item.stringOrNull("lease"),
                        item.stringOrNull("role"),
                        item.stringOrNull("session"),
                        item.string("holder")),
                item.string("what"),
                item.list("evidence").stream().map(each -> evidence(Item.of(each.m()))).toList(),
                item.count("calls"),
                item.timeOrNull("openedAt"),
                item.timeOrNull("revocationAt"),
                item.has("closedAt")
                        ? new Finding.Closing(
                                item.time("closedAt"),
                                item.string("closedBy"),
                                item.string("closedFor"))
                        : null,
                item.count("version"));
    }

    private static Finding.Evidence evidence(Item item) {
        return new Finding.Evidence(
                item.string("event"), item.time("at"), item.string("what"), item.string("address"));
    }
}
