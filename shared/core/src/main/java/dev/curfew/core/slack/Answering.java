package dev.curfew.core.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.Journal;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.Person;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.core.watch.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a press: for a person who is listed, what the button says, done by {@code operate}
 * or {@code revoke} in the person's name; for anybody else, a refusal. What is done already is
 * answered with who did it and when.
 */
public final class Answering {

    private static final Duration EXEMPTION = Duration.ofDays(30);

    /** An exemption that ends later than this from now is as good as a new one. */
    private static final Duration NEARLY = EXEMPTION.minusDays(1);

    private static final Set<String> RESTORED = Set.of("restored");

    /** How a lease can end, in its journal. */
    static final Set<String> ENDED = Set.of("revoked", "released", "expired", "failed");

    private final Desk desk;
    private final Catalogue catalogue;
    private final Glances glances;
    private final Journal journal;
    private final InstantSource clock;
    private final Troubles troubles;
    private final Showing showing;

    public Answering(
            Desk desk,
            Catalogue catalogue,
            Inventory inventory,
            Glances glances,
            Journal journal,
            InstantSource clock,
            Troubles troubles) {
        this.desk = desk;
        this.catalogue = catalogue;
        this.glances = glances;
        this.journal = journal;
        this.clock = clock;
        this.troubles = troubles;
        this.showing = new Showing(inventory, glances, journal, clock, troubles);
    }

    /** Does what a button says, if who pressed it may, and says what came of it. */
    public Reply answer(Press press) {
        Terms terms;
        try {
            terms = catalogue.terms();
        } catch (RuntimeException unreadable) {
            troubles.met("the limits could not be read", unreadable);
            return Reply.toPresser(
                    "Nothing was done: the limits, which list who may press this, cannot be read.",
                    "Press again in a moment, or use the curfew command.");
        }
        Optional<Person> person = terms.limits().person(press.user(), press.team());
        if (person.isEmpty()) {
            return Reply.toPresser(
                    "Nothing was done: you ("
                            + press.user()
                            + ") are not among those who may press this.",
                    "Ask whoever keeps Curfew to list you under `people` in the limits: {slack: "
                            + press.user()
                            + ", name: YOUR-NAME}, then curfew limits apply.");
        }
        Optional<Target> target = Target.read(press.value());
        if (target.isEmpty()) {
            return Reply.toPresser(
                    "Nothing was done: the button does not say what it is about.",
                    "Use the curfew command: curfew identity list, curfew lease list.");
        }
        return answer(press, new Asker(person.get(), press.team()), target.get(), terms);
    }

    private Reply answer(Press press, Asker asker, Target target, Terms terms) {
        try {
            return switch (press.action()) {
                case "curfew.restore" -> restore(asker, target);
                case "curfew.exempt" -> exempt(asker, target, terms);
                case "curfew.revoke" -> revoke(asker, target);
                case "curfew.show" -> showing.show(target, terms);
                default ->
                        Reply.toPresser(
                                "Nothing was done: Curfew has no such button.",
                                "The message may be of another version; use the curfew command.");
            };
        } catch (DeskUnavailableException noAnswer) {
            troubles.met("a press was not answered", noAnswer);
            return Reply.toPresser(
                    noAnswer.getMessage() + ": what you asked for may be done, or not.",
                    "Press again: what is done already is not done twice.");
        }
    }

    // ---- Restore ----

    private Reply restore(Asker asker, Target target) {
        return switch (target) {
            case Target.Identity(String id) -> restore(asker, id);
            case Target.Lease _ -> notGivenBack();
            case Target.Finding(String id) -> {
                Optional<Finding> finding = glances.finding(id);
                if (finding.isEmpty()) {
                    yield unknownFinding(id);
                }
                yield finding.get().subject().session() == null
                                && finding.get().subject().lease() == null
                        ? Reply.toPresser(
                                "Nothing was done: the finding took nothing away.",
                                "Look at it with the button Show.")
                        : notGivenBack();
            }
        };
    }

    private static Reply notGivenBack() {
        return Reply.toPresser(
                "Nothing was done: a revoked lease is not given back.",
                "Issue anew: curfew issue.");
    }

    private Reply restore(Asker asker, String id) {
        History before = History.of(journal, id, troubles);
        JsonNode answer = desk.operate(asker.asks("restore").put("identity", id));
        if (answer.has("refused")) {
            List<String> lines = refusal(answer);
            before.last(RESTORED)
                    .ifPresent(entry -> lines.add("Last " + History.told(entry) + "."));
            return new Reply(false, lines);
        }
        JsonNode identity = answer.path("identity");
        List<String> lines = new ArrayList<>();
        Optional<Entry> entry = History.of(journal, id, troubles).last(RESTORED);
        boolean again = entry.isPresent() && before.has(entry.get());
        lines.add(
                named(id, identity.path("name").asText())
                        + (again ? " can be used already" : " can be used again")
                        + entry.map(each -> ": " + History.told(each)).orElse("")
                        + ".");
        if (identity.path("postponedTo").isTextual()) {
            lines.add(
                    "Curfew leaves it alone until " + identity.path("postponedTo").asText() + ".");
        }
        return new Reply(!again, lines);
    }

    // ---- Exempt ----

    private Reply exempt(Asker asker, Target target, Terms terms) {
        if (!(target instanceof Target.Identity(String id))) {
            return Reply.toPresser(
                    "Nothing was done: only keys, roles and users have limits to be exempt from.",
                    "A lease ends by itself; ask for a longer one: curfew issue.");
        }
        Exemption standing = terms.exemptions().get(id);
        Instant now = clock.instant();
        if (standing != null && standing.until().isAfter(now.plus(NEARLY))) {
            return Reply.toPresser(
                    id + " is exempt already: " + told(standing) + ".",
                    "Another length: curfew identity exempt.");
        }
        JsonNode answer =
                desk.operate(
                        asker.asks("exempt")
                                .put("identity", id)
                                .put("owner", asker.person.name())
                                .put("for", EXEMPTION.toString()));
        if (answer.has("refused")) {
            return new Reply(false, refusal(answer));
        }
        JsonNode given = answer.path("exemption");
        return Reply.toAll(
                List.of(
                        named(id, answer.at("/identity/name").asText())
                                + " is exempt from its limits until "
                                + given.path("until").asText()
                                + ", by "
                                + given.path("by").asText(asker.person.by())
                                + ".",
                        asker.person.name() + " answers for it until then."));
    }

    static String told(Exemption exemption) {
        return "until "
                + History.at(exemption.until())
                + ", by "
                + exemption.by()
                + " at "
                + History.at(exemption.since())
                + " for "
                + exemption.owner()
                + " ("
                + exemption.reason()
                + ")";
    }

    // ---- Revoke ----

    private Reply revoke(Asker asker, Target target) {
        return switch (target) {
            case Target.Lease(LeaseId id) -> revoke(asker, id);
            case Target.Identity _ ->
                    Reply.toPresser(
                            "Nothing was done: only a lease is revoked with this button.",
                            "Switch a key off in IAM; Curfew does so when its limit passes.");
            case Target.Finding(String id) -> {
                Optional<Finding> finding = glances.finding(id);
                if (finding.isEmpty()) {
                    yield unknownFinding(id);
                }
                Optional<LeaseId> lease = LeaseId.read(finding.get().subject().lease());
                yield lease.isPresent()
                        ? revoke(asker, lease.get())
                        : Reply.toPresser(
                                "Nothing was done: the finding is about no lease.",
                                "A session without a lease is ended by Curfew itself, where its kind is set"
                                        + " to revoke; see Show.");
            }
        };
    }

    private Reply revoke(Asker asker, LeaseId id) {
        History before = History.of(journal, id.value(), troubles);
        ObjectNode request = asker.asks().put("lease", id.value());
        JsonNode answer = desk.revoke(request);
        if (answer.has("refused")) {
            return new Reply(false, refusal(answer));
        }
        Optional<Entry> entry = History.of(journal, id.value(), troubles).last(ENDED);
        boolean again = entry.isPresent() && before.has(entry.get());
        List<String> lines = new ArrayList<>();
        lines.add(
                "Lease "
                        + id
                        + " for task "
                        + answer.path("task").asText()
                        + (again ? " had ended already" : " has ended")
                        + entry.map(each -> ": " + History.told(each)).orElse("")
                        + ".");
        JsonNode receipt = answer.path("receipt");
        if (receipt.path("seenAt").isTextual()) {
            lines.add(
                    "Its session was seen to be refused at "
                            + receipt.path("seenAt").asText()
                            + ".");
        } else if (receipt.path("deniedAt").isTextual()) {
            lines.add("Its role denies it since " + receipt.path("deniedAt").asText() + ".");
        } else if (!again) {
            lines.add(
                    "That its role denies it was not confirmed yet; look again with the button Show.");
        }
        return new Reply(!again, lines);
    }

    // ---- What several answers say ----

    static Reply unknownFinding(String id) {
        return Reply.toPresser(
                "Nothing was done: there is no finding " + id + ", or not any more.",
                "Look at what there is: curfew finding list.");
    }

    private static String named(String id, String name) {
        return name.isEmpty() ? id : id + " (" + name + ")";
    }

    private static List<String> refusal(JsonNode answer) {
        JsonNode refused = answer.path("refused");
        List<String> lines = new ArrayList<>();
        lines.add("Refused: " + refused.path("message").asText() + ".");
        lines.add("What to do: " + refused.path("help").asText() + ".");
        return lines;
    }

    /** A person, and the requests that are made in their name. */
    private record Asker(Person person, @Nullable String team) {

        ObjectNode asks(String operation) {
            return asks().put("operation", operation);
        }

        ObjectNode asks() {
            ObjectNode request =
                    Json.MAPPER
                            .createObjectNode()
                            .put("reason", "asked in Slack by " + person.name());
            ObjectNode onBehalf = request.putObject("onBehalf").put("slack", person.slack());
            if (team != null) {
                onBehalf.put("team", team);
            }
            return request;
        }
    }
}
