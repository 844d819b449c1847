package dev.curfew.core.task;

import java.util.List;

/** A stack for tests, as the template makes it. */
public final class SampleStack {

    public static final String ID =
            "arn:aws:cloudformation:us-east-1:123456789012:stack/curfew/6f1c0d20-1a2b-11f0-9d3e-0a1b2c3d4e5f";

    public static final String CATALOGUE =
            "arn:aws:dynamodb:us-east-1:123456789012:table/curfew-Catalogue-1A2B3C4D";

    public static final String QUEUE =
            "arn:aws:sqs:us-east-1:123456789012:curfew-RecordFailed-1A2B3C4D";

    public static final Forbidden FORBIDDEN = Forbidden.of(ID, List.of(CATALOGUE, QUEUE));

    private SampleStack() {}
}
