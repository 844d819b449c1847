package dev.curfew.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanaryTest {

    private static final Instant NOW = Samples.ISSUED;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final LeaseId ID = new LeaseId("canary000001");

    private final InMemoryLeases leases = new InMemoryLeases();
    private final FakeSessions sessions = new FakeSessions();
    private final List<Instant> givenUpAt = new ArrayList<>();

    @Test
    void itIsALeaseThatCanDoNothingButBeSeen() {
        Instant seen = NOW.plusMillis(700);

        assertThat(watch(ID, Optional.of(seen))).isEqualTo(new Canary.Seen.Denied(seen));

        Lease lease = leases.find(ID).orElseThrow();
        assertThat(lease.task()).isEqualTo(Canary.TASK);
        assertThat(lease.state()).isEqualTo(LeaseState.RELEASED);
        assertThat(lease.endedAt()).isEqualTo(seen);
        assertThat(lease.counted()).as("its session lives on").isTrue();
        assertThat(lease.grant().delegationsLeft()).isZero();
        assertThat(lease.grant().sessionPolicy())
                .isEqualTo(
                        """
                        {"Statement":[\
                        {"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"%s"},\
                        {"Effect":"Deny","Action":"*","Resource":"*","Condition":\
                        {"DateGreaterThanEquals":{"aws:CurrentTime":"2026-03-01T12:02:00Z"}}}]}\
                        """
                                .formatted(Samples.DOORS.release()));
        assertThat(leases.journalOf(ID)).containsExactly("requested", "issued", "released");
        assertThat(leases.denyLists().on(Samples.ROLE).denials())
                .as("who asks has entered its denial before")
                .isEmpty();
    }

    @Test
    void whatItDoesNotSeeInTimeItDoesNotClaim() {
        assertThat(watch(ID, Optional.empty())).isEqualTo(new Canary.Seen.NotYet());

        assertThat(givenUpAt).containsExactly(NOW.plus(PATIENCE));
        assertThat(leases.find(ID).orElseThrow().endedAt()).isEqualTo(NOW.plus(PATIENCE));
    }

    @Test
    void aRoleCarriesSoManyAndNoMore() {
        for (int i = 0; i < Canary.MOST; i++) {
            assertThat(watch(new LeaseId("canary1%05d".formatted(i)), Optional.of(NOW)))
                    .isInstanceOf(Canary.Seen.Denied.class);
        }

        assertThat(watch(ID, Optional.of(NOW)))
                .isInstanceOfSatisfying(
                        Canary.Seen.NoSession.class,
                        none -> assertThat(none.refusal().code()).isEqualTo("canary-full"));
        assertThat(leases.find(ID)).isEmpty();
    }

    private Canary.Seen watch(LeaseId id, Optional<Instant> seen) {
        Probe probe =
                (session, giveUpAt) -> {
                    givenUpAt.add(giveUpAt);
                    return seen;
                };
        return new Canary(
                        leases,
                        sessions,
                        new RecordedLeaseEvents(),
                        probe,
                        Leases.Limits.DEFAULT,
                        Samples.DOORS)
                .watch(id, Samples.ROLE, "arn:of-revoke", NOW, PATIENCE);
    }
}
