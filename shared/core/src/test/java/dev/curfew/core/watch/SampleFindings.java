package dev.curfew.core.watch;

import dev.curfew.core.lease.Samples;
import dev.curfew.core.watch.Finding.Evidence;
import java.time.Instant;
import java.util.List;

/** Findings for tests. */
public final class SampleFindings {

    public static final String ID = "f00000000001";

    private static final Instant AT = Samples.ISSUED.plusSeconds(30);

    /** An open finding about the lease {@code aaaaaaaaaaaa}, whose end was asked for. */
    public static final Finding OPEN =
            new Finding(
                    ID,
                    Kind.OUT_OF_SCOPE,
                    Kind.Severity.MEDIUM,
                    new Subject(
                            "aaaaaaaaaaaa",
                            "aaaaaaaaaaaa",
                            Samples.ROLE,
                            "AROAFAKEFAKEFAKE0001:aaaaaaaaaaaa",
                            "arn:aws:iam::123456789012:role/build/ci"),
                    "was denied `sqs:ListQueues`, which lease `aaaaaaaaaaaa` does not give",
                    List.of(
                            new Evidence(
                                    "0e0e0e0e-0000-4000-8000-000000000001",
                                    AT,
                                    "was denied `sqs:ListQueues`, which lease `aaaaaaaaaaaa` does not give",
                                    "203.0.113.7")),
                    5,
                    AT.plusSeconds(2),
                    AT.plusSeconds(3),
                    null,
                    7);

    /** The same, when it was one call. */
    public static final Finding NOTE =
            new Finding(
                    "f00000000002",
                    OPEN.kind(),
                    OPEN.severity(),
                    OPEN.subject(),
                    OPEN.what(),
                    OPEN.evidence(),
                    1,
                    null,
                    null,
                    null,
                    1);

    private SampleFindings() {}
}
