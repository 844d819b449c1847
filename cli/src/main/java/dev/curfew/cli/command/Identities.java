package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.refusal.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How identities are found by what people call them, and told. */
public final class Identities {

    private Identities() {}

    /**
     * The identity that a person means: by its unique id, or by the name of a user or role that
     * nobody else bears. What it is not is told.
     */
    static Optional<Identity> find(Terminal terminal, List<Identity> identities, String called) {
        Optional<Identity> byId =
                identities.stream().filter(identity -> identity.id().equals(called)).findFirst();
        if (byId.isPresent()) {
            return byId;
        }
        List<Identity> named =
                identities.stream()
                        .filter(identity -> identity.kind().isPrincipal())
                        .filter(identity -> called.equals(identity.name()))
                        .toList();
        switch (named.size()) {
            case 1 -> {
                return Optional.of(named.getFirst());
            }
            case 0 ->
                    Refusals.tell(
                            terminal,
                            new Refusal(
                                    "identity-unknown",
                                    "the inventory knows no identity `" + called + "`",
                                    "give an id, or a user's or role's name, that ./curfew identity list shows"));
            default ->
                    Refusals.tell(
                            terminal,
                            new Refusal(
                                    "identity-ambiguous",
                                    "`" + called + "` is the name of a user and of a role",
                                    "give the id: "
                                            + String.join(
                                                    " or ",
                                                    named.stream().map(Identity::id).toList())));
        }
        return Optional.empty();
    }

    /** What an ARN says after the account: {@code user/alice}. */
    public static String who(String arn) {
        return IdentityListCommand.who(arn);
    }

    /** When it was used last, as far as is known. */
    public static String lastUse(@Nullable Evidence evidence) {
        if (evidence == null) {
            return "not asked yet";
        }
        String asOf = " (as of " + Times.at(evidence.readAt()) + ")";
        return switch (evidence.lastUse()) {
            case LastUse.Used used -> Times.at(used.at()) + where(used) + asOf;
            case LastUse.Never never -> "no use on record" + asOf;
            case LastUse.Untracked untracked -> "AWS keeps no record for its kind";
            case LastUse.Unknown unknown -> "unknown: " + unknown.why() + asOf;
        };
    }

    private static String where(LastUse.Used used) {
        return (used.service() == null ? "" : ", " + used.service())
                + (used.region() == null ? "" : " in " + used.region());
    }

    /** The document of an identity, for programs. */
    static ObjectNode document(Identity identity) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("id", identity.id());
        document.put("kind", identity.kind().name());
        document.put("account", identity.account());
        document.put("name", identity.name());
        document.put("arn", identity.arn());
        document.put("user", identity.user());
        document.put("service", identity.service());
        document.put("owner", identity.owner());
        Identity.Creation created = identity.created();
        document.put("createdBy", created == null ? null : created.by());
        document.put("createdAt", created == null ? null : created.at().toString());
        document.put("status", identity.status().name());
        document.put("statusAt", identity.statusAt().toString());
        lastUse(document.putObject("lastUse"), identity.evidence());
        document.put("warnedAt", text(identity.steps().warnedAt()));
        document.put("takenAt", text(identity.steps().takenAt()));
        document.put("approvedBy", identity.steps().approvedBy());
        document.put("postponedTo", text(identity.steps().postponedTo()));
        ArrayNode findings = document.putArray("findings");
        identity.findings().forEach(finding -> findings.add(document(finding)));
        document.put("recordedAt", identity.recordedAt().toString());
        return document;
    }

    private static void lastUse(ObjectNode document, @Nullable Evidence evidence) {
        if (evidence == null) {
            document.put("known", "NOT_ASKED");
            return;
        }
        switch (evidence.lastUse()) {
            case LastUse.Used used ->
                    document.put("known", "USED")
                            .put("at", used.at().toString())
                            .put("service", used.service())
                            .put("region", used.region());
            case LastUse.Never never -> document.put("known", "NEVER");
            case LastUse.Untracked untracked -> document.put("known", "UNTRACKED");
            case LastUse.Unknown unknown ->
                    document.put("known", "UNKNOWN").put("why", unknown.why());
        }
        document.put("readAt", evidence.readAt().toString());
    }

    static ObjectNode document(Finding finding) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("finding", finding.kind().name())
                .put("since", finding.since().toString())
                .put("evidence", finding.evidence());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
