package dev.curfew.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.command.Ends;
import dev.curfew.cli.command.Standing;
import dev.curfew.cli.console.Shell.Tab;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Receipt;
import dev.curfew.local.web.Markup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Ends a lease with all that was handed on from it: revokes it, or releases one's own. */
final class LeaseDeed implements Deed {

    private final Stack stack;
    private final Function function;
    private final String caller;

    /**
     * @param function {@code REVOKE} or {@code RELEASE}
     * @param caller the ARN of whoever runs this
     */
    LeaseDeed(Stack stack, Function function, String caller) {
        this.stack = stack;
        this.function = function;
        this.caller = caller;
    }

    private boolean revokes() {
        return function == Function.REVOKE;
    }

    @Override
    public String name() {
        return revokes() ? "revoke" : "release";
    }

    @Override
    public String button() {
        return revokes() ? "Revoke it now" : "Release it now";
    }

    @Override
    public boolean takes() {
        return true;
    }

    @Override
    public String page() {
        return "lease";
    }

    @Override
    public Tab tab() {
        return Tab.LEASES;
    }

    @Override
    public Optional<Statement> state(String id, Instant now) {
        Optional<Lease> found = LeaseId.read(id).flatMap(stack::lease);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Standing standing = new Standing(found.get(), now);
        List<Standing> below =
                Standing.of(stack.leases(), now).stream()
                        .filter(each ->
                                each.isOpen()
                                        && each.lease()
                                                .lineage()
                                                .ancestors()
                                                .contains(found.get().id()))
                        .toList();
        return Optional.of(
                new Statement(
                        (revokes() ? "Revoke lease " : "Release lease ") + id,
                        facts(standing),
                        consequences(standing, below),
                        revokes() ? List.of(Field.reason()) : List.of()));
    }

    private static Markup facts(Standing standing) {
        return new Facts()
                .with("State", LeaseRows.state(standing))
                .with(standing.isOpen() ? "Ends" : "Ended", LeaseRows.end(standing))
                .with("Agent", Words.said(standing.lease().grant().agent()))
                .with("Task", Words.said(standing.lease().task()))
                .with("Holder", Words.code(standing.lease().holder().arn()))
                .markup();
    }

    private List<Markup> consequences(Standing standing, List<Standing> below) {
        List<Markup> all = new ArrayList<>();
        if (!standing.isOpen()) {
            all.add(
                    Markup.of(
                            "It has ended already. Asking again is safe, and finishes what was left undone."));
        }
        all.add(
                Markup.of(
                        "Its role’s policy denies its session everything, within seconds and before its deadline."));
        if (below.isEmpty()) {
            all.add(Markup.of("No open lease was handed on from it, so no other ends."));
        } else {
            List<Markup> ids = new ArrayList<>();
            below.forEach(each -> {
                ids.add(Markup.text(ids.isEmpty() ? "" : ", "));
                ids.add(Words.lease(each.lease().id().value()));
            });
            all.add(
                    Markup.of(
                            "<b>{} below it with it</b>: {}.",
                            below.size() == 1 ? "1 lease ends" : below.size() + " leases end",
                            Markup.join(ids)));
        }
        all.add(Markup.of("Nobody else’s session is touched, also on the same role."));
        all.add(Markup.of("It cannot be undone; its holder can ask for a new lease."));
        if (!revokes()) {
            all.add(
                    Markup.of(
                            "Only who holds it may release it: {}. You are {}. Others revoke it.",
                            Words.code(standing.lease().holder().principal()),
                            Words.code(caller)));
        }
        return all;
    }

    @Override
    public Answer carryOut(String id, Map<String, String> form) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("lease", id);
        if (revokes()) {
            request.put("reason", form.getOrDefault("reason", ""));
        }
        return stack.invoke(function, request);
    }

    @Override
    public Markup told(JsonNode ended, Instant now) {
        String state = ended.path("state").asText();
        Optional<Receipt> receipt = Ends.receipt(ended);
        String word = state.toLowerCase(Locale.ROOT);
        Facts facts = new Facts().with("State", Markup.text(word));
        if (ended.path("endedAt").isTextual()) {
            facts.with("Ended", Words.time(Instant.parse(ended.path("endedAt").asText())));
        }
        receipt.ifPresent(known -> receipt(facts, known));
        boolean asAsked =
                state.equals((revokes() ? LeaseState.REVOKED : LeaseState.RELEASED).name());
        Markup note =
                !asAsked
                        ? Markup.of("<p>It had ended before, so there was nothing to end.</p>")
                        : receipt.isPresent()
                                ? Markup.NOTHING
                                : revokes()
                                        ? Markup.of(
                                                "<p class=\"notice bad\">It is not known yet that its role’s policy denies it:"
                                                        + " revoke it again.</p>")
                                        : Markup.of(
                                                "<p>Its role’s policy denies its session in a moment; its page tells when.</p>");
        return Markup.join(List.of(facts.markup(), note));
    }

    private static void receipt(Facts facts, Receipt receipt) {
        facts.with(
                "Denied",
                Markup.of(
                        "{} ms later: IAM took the role’s policy that denies the session",
                        Duration.between(receipt.requestedAt(), receipt.deniedAt()).toMillis()));
        Instant seen = receipt.seenAt();
        facts.with(
                "Seen",
                Markup.text(
                        (seen == null ? "" : Times.exactly(seen) + ": ")
                                + Ends.how(receipt.seenBy())));
    }
}
