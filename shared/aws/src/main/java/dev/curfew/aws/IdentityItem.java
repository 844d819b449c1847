package dev.curfew.aws;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.identity.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The form of an identity in its table. */
final class IdentityItem {

    /** The sort key of an identity; names have others. */
    static final String SORT = "identity";

    private IdentityItem() {}

    static Map<String, AttributeValue> key(String id) {
        return Map.of("pk", Item.text(id), "sk", Item.text(SORT));
    }

    static Map<String, AttributeValue> write(Identity identity) {
        Identity.Creation created = identity.created();
        Steps steps = identity.steps();
        Item item =
                Item.empty()
                        .with("pk", identity.id())
                        .with("kind", identity.kind().name())
                        .with("account", identity.account())
                        .with("name", identity.name())
                        .with("arn", identity.arn())
                        .with("user", identity.user())
                        .with("service", identity.service())
                        .with("owner", identity.owner())
                        .with("createdBy", created == null ? null : created.by())
                        .with("createdAt", created == null ? null : created.at())
                        .with("status", identity.status().name())
                        .with("statusAt", identity.statusAt())
                        .with("warnedAt", steps.warnedAt())
                        .with("takenAt", steps.takenAt())
                        .with("approvedBy", steps.approvedBy())
                        .with("postponedTo", steps.postponedTo())
                        .with("recordedAt", identity.recordedAt())
                        .with("version", identity.version());
        DetailsItem.write(item, identity.details());
        Evidence evidence = identity.evidence();
        if (evidence != null) {
            write(item, evidence);
        }
        item.with("findings", identity.findings().stream().map(IdentityItem::write).toList());
        return JournalItem.mark(item, identity.journal()).attributes();
    }

    private static void write(Item item, Evidence evidence) {
        item.with("useReadAt", evidence.readAt());
        switch (evidence.lastUse()) {
            case LastUse.Used used ->
                    item.with("use", "used")
                            .with("usedAt", used.at())
                            .with("usedService", used.service())
                            .with("usedRegion", used.region());
            case LastUse.Never never -> item.with("use", "never");
            case LastUse.Untracked untracked -> item.with("use", "untracked");
            case LastUse.Unknown unknown ->
                    item.with("use", "unknown").with("useUnknown", unknown.why());
        }
    }

    private static AttributeValue write(Finding finding) {
        return AttributeValue.fromM(
                Item.empty()
                        .with("kind", finding.kind().name())
                        .with("since", finding.since())
                        .with("evidence", finding.evidence())
                        .attributes());
    }

    static Identity read(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new Identity(
                item.string("pk"),
                IdentityKind.valueOf(item.string("kind")),
                item.string("account"),
                item.stringOrNull("name"),
                item.stringOrNull("arn"),
                item.stringOrNull("user"),
                item.stringOrNull("service"),
                item.stringOrNull("owner"),
                creation(item),
                IdentityStatus.valueOf(item.string("status")),
                item.time("statusAt"),
                DetailsItem.read(item),
                evidence(item),
                new Steps(
                        item.timeOrNull("warnedAt"),
                        item.timeOrNull("takenAt"),
                        item.stringOrNull("approvedBy"),
                        item.timeOrNull("postponedTo")),
                findings(item),
                item.time("recordedAt"),
                item.count("version"),
                JournalItem.chain(attributes));
    }

    private static Identity.@Nullable Creation creation(Item item) {
        return item.has("createdAt")
                ? new Identity.Creation(item.stringOrNull("createdBy"), item.time("createdAt"))
                : null;
    }

    private static @Nullable Evidence evidence(Item item) {
        if (!item.has("use")) {
            return null;
        }
        LastUse lastUse =
                switch (item.string("use")) {
                    case "used" ->
                            new LastUse.Used(
                                    item.time("usedAt"),
                                    item.stringOrNull("usedService"),
                                    item.stringOrNull("usedRegion"));
                    case "never" -> new LastUse.Never();
                    case "untracked" -> new LastUse.Untracked();
                    case "unknown" -> new LastUse.Unknown(item.string("useUnknown"));
                    default -> throw Item.corrupt("use");
                };
        return new Evidence(lastUse, item.time("useReadAt"));
    }

    private static List<Finding> findings(Item item) {
        List<Finding> findings = new ArrayList<>();
        for (AttributeValue each : item.list("findings")) {
            Item finding = Item.of(each.m());
            findings.add(
                    new Finding(
                            Finding.Kind.valueOf(finding.string("kind")),
                            finding.time("since"),
                            finding.string("evidence")));
        }
        return findings;
    }
}
