package dev.curfew.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stack;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Switches the limits off for one identity, for a while. */
final class ExemptDeed extends IdentityDeed {

    ExemptDeed(Stack stack) {
        super(stack, "exempt");
    }

    @Override
    public String button() {
        return "Exempt it now";
    }

    @Override
    String title(String name) {
        return "Exempt " + name;
    }

    @Override
    List<Markup> consequences(Identity identity, Terms terms, Instant now) {
        List<Markup> all = new ArrayList<>();
        all.add(
                identity.kind() == IdentityKind.USER
                        ? Markup.of(
                                "Its limits are switched off, and those of all its credentials, until the exemption ends.")
                        : Markup.of("Its limits are switched off until the exemption ends."));
        if (identity.status() != IdentityStatus.ACTIVE) {
            all.add(Markup.of("It stays switched off: an exemption restores nothing."));
        }
        Exemption before = terms.exemptions().get(identity.id());
        if (before != null && before.until().isAfter(now)) {
            all.add(
                    Markup.of(
                            "It takes the place of the one that lasts until {}.",
                            Words.time(before.until())));
        }
        all.add(Markup.of("Its owner is warned before it ends. Then the limits hold again."));
        return all;
    }

    @Override
    List<Field> fields(Identity identity) {
        return List.of(
                new Field(
                        "owner",
                        "Owner",
                        "Who answers for it: a name or an address.",
                        Objects.requireNonNullElse(identity.owner(), ""),
                        false),
                new Field("days", "Days", "From 1 to 90.", "30", true),
                Field.reason());
    }

    @Override
    void complete(ObjectNode request, Map<String, String> form) {
        request.put("owner", form.getOrDefault("owner", ""))
                .put("for", "P" + form.getOrDefault("days", "") + "D");
    }

    @Override
    public Markup told(JsonNode done, Instant now) {
        return new Facts()
                .with("Exempt until", Words.time(time(done.at("/exemption/until"))))
                .with("Owner", Words.said(done.at("/exemption/owner").asText()))
                .markup();
    }
}
