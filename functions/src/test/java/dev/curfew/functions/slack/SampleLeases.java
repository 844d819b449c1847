package dev.curfew.functions.slack;

import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.slack.Glances;
import dev.curfew.core.slack.LeaseGlance;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Kind;
import dev.curfew.core.watch.Subject;
import dev.curfew.functions.SampleAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One lease that is open, one that was released, and two findings. */
final class SampleLeases implements Glances {

    private static final Instant ISSUED = SampleAccount.NOW.minusSeconds(60);

    private final Map<String, LeaseGlance> leases = new TreeMap<>();
    private final Map<String, List<Entry>> journals = new TreeMap<>();

    SampleLeases() {
        leases.put("aaaaaaaaaaaa", glance("aaaaaaaaaaaa", LeaseState.ACTIVE, null));
        end("eeeeeeeeeeee", LeaseState.RELEASED, "arn:aws:sts::123456789012:assumed-role/ci/job-7");
    }

    /** Ends a lease, if it has not ended. */
    void end(String id, LeaseState state, String by) {
        LeaseGlance known = leases.get(id);
        if (known == null || known.state().isOpen()) {
            leases.put(id, glance(id, state, SampleAccount.NOW));
            journals.computeIfAbsent(id, _ -> new ArrayList<>())
                    .add(
                            Chain.EMPTY.next(
                                    id,
                                    SampleAccount.NOW,
                                    state.name().toLowerCase(Locale.ROOT),
                                    by,
                                    Map.of("reason", "a test")));
        }
    }

    List<Entry> journal(String id) {
        return List.copyOf(journals.getOrDefault(id, List.of()));
    }

    @Override
    public Optional<LeaseGlance> lease(LeaseId id) {
        return Optional.ofNullable(leases.get(id.value()));
    }

    @Override
    public Optional<Finding> finding(String id) {
        return switch (id) {
            case "ffffffffffff" ->
                    Optional.of(
                            finding(
                                    id,
                                    Kind.OUT_OF_SCOPE,
                                    new Subject(
                                            "aaaaaaaaaaaa",
                                            "aaaaaaaaaaaa",
                                            "arn:aws:iam::123456789012:role/curfew/orders",
                                            "AROAORDERS0000000001:aaaaaaaaaaaa",
                                            "arn:aws:iam::123456789012:role/build/ci")));
            case "tttttttttttt" ->
                    Optional.of(
                            finding(
                                    id,
                                    Kind.TAMPERING,
                                    new Subject(
                                            "event-1",
                                            null,
                                            null,
                                            null,
                                            "arn:aws:iam::123456789012:user/mallory")));
            default -> Optional.empty();
        };
    }

    /** With an address that a stranger chose. */
    private static Finding finding(String id, Kind kind, Subject subject) {
        return new Finding(
                id,
                kind,
                Kind.Severity.HIGH,
                subject,
                "s3:GetObject on arn:aws:s3:::payroll/<!here> & more was denied",
                List.of(
                        new Finding.Evidence(
                                "11111111-2222-3333-4444-555555555555",
                                ISSUED,
                                "s3:GetObject",
                                "203.0.113.9 <https://evil.example|here>")),
                7,
                SampleAccount.NOW,
                null,
                null,
                2);
    }

    private static LeaseGlance glance(String id, LeaseState state, @Nullable Instant endedAt) {
        return new LeaseGlance(
                new LeaseId(id),
                state,
                "orders",
                "agent <@U0> & co",
                "arn:aws:iam::123456789012:role/build/ci",
                "to read *orders*",
                ISSUED,
                ISSUED.plusSeconds(900),
                endedAt,
                null,
                null);
    }
}
