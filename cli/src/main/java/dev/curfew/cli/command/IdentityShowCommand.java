package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Powers;
import dev.curfew.core.identity.Steps;
import dev.curfew.core.identity.Trust;
import dev.curfew.core.lifecycle.Deciding;
import dev.curfew.core.lifecycle.Decision;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.Terms;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code curfew identity show}: all that is known of one identity, and what becomes of it. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows all that is known of an identity, and what its limits ask for.")
final class IdentityShowCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final Clock clock;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ID", description = "A unique id, or a user's or role's name.")
    private String id = "";

    IdentityShowCommand(Terminal terminal, Stacks stacks, Clock clock) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Stack opened = stack.open(stacks);
        List<Identity> identities = opened.identities();
        Optional<Identity> found = Identities.find(terminal, identities, id);
        if (found.isEmpty()) {
            return ExitCode.REFUSED;
        }
        Identity identity = found.get();
        Terms terms = opened.terms();
        Decision decision = decision(identity, identities, terms, clock.instant());
        Exemption exemption = terms.exemptions().get(identity.id());
        if (json.isGiven()) {
            ObjectNode document = Identities.document(identity);
            document.putObject("decision")
                    .put("action", decision.action().name())
                    .put("due", decision.due() == null ? null : decision.due().toString())
                    .put("enforced", decision.enforced())
                    .put("reason", decision.reason());
            terminal.json(document);
        } else {
            show(identity);
            show(identity.details());
            show(identity.steps());
            if (exemption != null) {
                line(
                        "exempted",
                        "until "
                                + Times.at(exemption.until())
                                + " by "
                                + exemption.by()
                                + " for "
                                + exemption.owner()
                                + ": "
                                + exemption.reason());
            }
            identity.findings()
                    .forEach(finding ->
                            line(
                                    "finding",
                                    finding.kind()
                                            + " since "
                                            + Times.at(finding.since())
                                            + ": "
                                            + finding.evidence()));
            line("decision", told(decision));
            terminal.note("Who did what to it: ./curfew audit show " + identity.id());
        }
        return ExitCode.DONE;
    }

    /** What the limits ask for now, by what the inventory holds. */
    static Decision decision(
            Identity identity, List<Identity> identities, Terms terms, Instant now) {
        String userId = identity.kind().isPrincipal() ? identity.id() : identity.user();
        Identity user = null;
        List<Identity> credentials = new ArrayList<>();
        for (Identity each : identities) {
            if (each.id().equals(userId) && !identity.kind().isPrincipal()) {
                user = each;
            }
            if (userId != null && userId.equals(each.user())) {
                credentials.add(each);
            }
        }
        return Deciding.decide(identity, user, credentials, terms, now);
    }

    private static String told(Decision decision) {
        Instant due = decision.due();
        return decision.action()
                + (due == null ? "" : ", due " + Times.at(due))
                + (decision.enforced() || !decision.action().takes() ? "" : ", not enforced")
                + ": "
                + decision.reason();
    }

    private void show(Identity identity) {
        Identity.Creation created = identity.created();
        line("identity", identity.id());
        line("kind", identity.kind().name());
        line("name", identity.name());
        line("arn", identity.arn());
        line("user", identity.user());
        line("service", identity.service());
        line("owner", identity.owner() == null ? null : identity.owner() + ", as a person said");
        line("status", identity.status() + " since " + Times.at(identity.statusAt()));
        line(
                "made",
                created == null
                        ? null
                        : Times.at(created.at())
                                + " by "
                                + Objects.requireNonNullElse(created.by(), "?"));
        line("used", Identities.lastUse(identity.evidence()));
    }

    private void show(Details details) {
        line(
                "tags",
                String.join(
                        ", ",
                        details.tags().entrySet().stream()
                                .map(tag -> tag.getKey() + "=" + tag.getValue())
                                .toList()));
        line("policies", joined(details.policies()));
        line("groups", joined(details.groups()));
        line("boundary", details.boundary());
        line("powers", powers(details.powers()));
        Trust trust = details.trust();
        line("assumed by", trust == null ? null : assumedBy(trust));
        line("password", details.password() ? "for the console" : null);
        line("ends", details.expires() == null ? null : Times.at(details.expires()));
    }

    private static @Nullable String powers(Powers powers) {
        if (powers.admin()) {
            return "everything, or the means to it";
        }
        return powers.wildcardWrites().isEmpty()
                ? null
                : "writes to every resource of " + joined(powers.wildcardWrites());
    }

    private static String assumedBy(Trust trust) {
        if (trust.anyone()) {
            return "anyone in AWS";
        }
        List<String> who = new ArrayList<>();
        trust.accounts().forEach(account -> who.add("account " + account));
        who.addAll(trust.services());
        who.addAll(trust.federated());
        return who.isEmpty() ? "nobody" : String.join(", ", who);
    }

    private void show(Steps steps) {
        line("warned", steps.warnedAt() == null ? null : Times.at(steps.warnedAt()));
        line("taken", steps.takenAt() == null ? null : "by Curfew at " + Times.at(steps.takenAt()));
        line("approved", steps.approvedBy() == null ? null : "by " + steps.approvedBy());
        line("left until", steps.postponedTo() == null ? null : Times.at(steps.postponedTo()));
    }

    private static String joined(Collection<String> texts) {
        return String.join(", ", texts);
    }

    /** What is not known or not there takes no line. */
    private void line(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            terminal.line(String.format("%-11s", name) + value);
        }
    }
}
