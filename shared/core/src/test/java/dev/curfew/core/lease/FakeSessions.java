package dev.curfew.core.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An STS for tests: opens a session for everything, or answers what it was told to. */
public final class FakeSessions implements Sessions {

    /** Tests search for these: they may stand in the answer to the holder and nowhere else. */
    public static final SessionCredentials CREDENTIALS =
            new SessionCredentials("ASIAFAKEFAKEFAKE0001", "fake-secret", "fake-session-token");

    /** What it says every role is known by. */
    public static final String ROLE_ID = "AROAFAKEFAKEFAKE0001";

    private final List<Lease> opened = new ArrayList<>();
    private final List<Duration> durations = new ArrayList<>();
    private Sessions next = (lease, duration) -> new Opened.Live(CREDENTIALS, ROLE_ID);

    @Override
    public Opened open(Lease lease, Duration duration) {
        opened.add(lease);
        durations.add(duration);
        return next.open(lease, duration);
    }

    /** Lets the next sessions be answered so. */
    public FakeSessions answering(Sessions answer) {
        next = answer;
        return this;
    }

    /** The leases that sessions were asked for. */
    public List<Lease> opened() {
        return List.copyOf(opened);
    }

    /** How long each session was to last. */
    public List<Duration> durations() {
        return List.copyOf(durations);
    }
}
