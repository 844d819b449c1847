package dev.curfew.functions.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.caller.SampleProofs.InMemoryUsedProofs;
import dev.curfew.core.document.Json;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.Journal;
import dev.curfew.core.lifecycle.Person;
import dev.curfew.core.slack.Answering;
import dev.curfew.core.slack.ReplyAddress;
import dev.curfew.functions.GoldenFiles;
import dev.curfew.functions.SampleAccount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The slack function with everything around it in memory. */
final class SampleSlack {

    /** What the events under {@code events/slack} are signed with. */
    private static final String SECRET = "a-signing-secret-that-signs-nothing";

    final SampleAccount account = new SampleAccount();
    final SampleLeases leases = new SampleLeases();
    final SampleDesk desk = new SampleDesk(account, leases);
    final List<JsonNode> errands = new ArrayList<>();
    final List<JsonNode> replies = new ArrayList<>();
    final List<String> troubles = new ArrayList<>();
    boolean journalIsDown;
    boolean secretIsDown;
    boolean errandIsDown;
    private InMemoryUsedProofs used = new InMemoryUsedProofs();

    SampleSlack() {
        account.catalogue.apply(
                account.catalogue
                        .terms()
                        .limits()
                        .with(
                                List.of(
                                        new Person("U012AB3CD", "dana", null),
                                        new Person("U0PINNED", "ann", "T0PINNED"))),
                SampleAccount.NOW);
    }

    /** Long after: what was taken is not remembered. */
    void forgetCallbacks() {
        used = new InMemoryUsedProofs();
    }

    JsonNode send(byte[] event) throws IOException {
        return Json.MAPPER.readTree(GoldenFiles.send(event, handler()));
    }

    private SlackHandler handler() {
        return new SlackHandler(
                () -> {
                    if (secretIsDown) {
                        throw new IllegalStateException("no secret");
                    }
                    return SECRET;
                },
                used,
                ReplyAddress.Rule.SLACK,
                event -> {
                    if (errandIsDown) {
                        throw new IllegalStateException("not taken");
                    }
                    errands.add(event);
                },
                new Answering(
                        desk,
                        account.catalogue,
                        account.inventory,
                        leases,
                        journal(),
                        SampleAccount.CLOCK,
                        (what, cause) -> troubles.add(what)),
                (to, message) -> replies.add(message),
                SampleAccount.CLOCK,
                new Random(1),
                GoldenFiles.metrics());
    }

    private Journal journal() {
        return new Journal() {
            @Override
            public List<Entry> of(String subject) {
                if (journalIsDown) {
                    throw new IllegalStateException("no journal");
                }
                return Stream.concat(
                                account.inventory.journal(subject).stream(),
                                leases.journal(subject).stream())
                        .toList();
            }

            @Override
            public Stream<Entry> all() {
                throw new UnsupportedOperationException("the slack function reads one at a time");
            }
        };
    }
}
