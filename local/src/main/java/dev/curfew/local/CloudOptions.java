package dev.curfew.local;

/**
 * How a local cloud runs.
 *
 * @param dataEvents whether the trail records calls on data too: S3 objects, SQS messages, DynamoDB
 *     items, Lambda invocations
 * @param lifetime when it ends by itself
 */
public record CloudOptions(boolean dataEvents, Lifetime lifetime) {
    /** When a local cloud ends by itself. */
    public enum Lifetime {
        /** It runs until it is stopped, by whomever. */
        UNTIL_STOPPED,
        /** It ends with the process that started it, however that one ends. */
        WITH_LAUNCHER
    }

    /**
     * Runs until stopped and records management events only, as a trail does unless told otherwise.
     */
    public static CloudOptions detached() {
        return new CloudOptions(false, Lifetime.UNTIL_STOPPED);
    }

    /** Ends with this process and records management events only. */
    public static CloudOptions foreground() {
        return new CloudOptions(false, Lifetime.WITH_LAUNCHER);
    }

    public CloudOptions withDataEvents(boolean recorded) {
        return new CloudOptions(recorded, lifetime);
    }
}
