package dev.curfew.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stack;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes an identity usable again that Curfew disabled or quarantined. */
final class RestoreDeed extends IdentityDeed {

    RestoreDeed(Stack stack) {
        super(stack, "restore");
    }

    @Override
    public String button() {
        return "Restore it now";
    }

    @Override
    String title(String name) {
        return "Restore " + name;
    }

    @Override
    List<Markup> consequences(Identity identity, Terms terms, Instant now) {
        return List.of(
                identity.kind() == IdentityKind.ROLE
                        ? Markup.of(
                                "The policy that denies the role everything is taken off: what it was allowed before, it is"
                                        + " allowed again.")
                        : Markup.of(
                                "It is made active again in IAM: whoever has its secret can use it at once."),
                Markup.of(
                        "Its limits leave it alone until {}; after that they begin anew.",
                        Words.time(now.plus(terms.limits().restore()))),
                Markup.of(
                        "Only what Curfew itself took is restored; what a person switched off is refused."),
                Markup.of("Its journal names you and the reason."));
    }

    @Override
    List<Field> fields(Identity identity) {
        return List.of(Field.reason());
    }

    @Override
    void complete(ObjectNode request, Map<String, String> form) {}

    @Override
    public Markup told(JsonNode done, Instant now) {
        return new Facts()
                .with("Status", Words.said(done.at("/identity/status").asText()))
                .with(
                        "Left alone until",
                        done.at("/identity/postponedTo").isTextual()
                                ? Words.time(time(done.at("/identity/postponedTo")))
                                : Words.said(null))
                .markup();
    }
}
