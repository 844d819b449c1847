package dev.curfew.local;

/**
 * How a local cloud runs.
 *
 * @param dataEvents whether the trail records calls on data too: S3 objects, SQS messages, DynamoDB
 *     items, Lambda invocations
 * @param lifetime when it ends by itself
 * @param losses which of the events that tell of changes of IAM are lost, for tests
 */
public record CloudOptions(boolean dataEvents, Lifetime lifetime, Losses losses) {
    /**
     * Events that never arrive.
     *
     * @param share how many of all, from 0 to 1
     * @param seed which of them; the same seed takes the same ones
     */
    public record Losses(double share, long seed) {
        public static final Losses NONE = new Losses(0, 0);
    }

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
        return new CloudOptions(false, Lifetime.UNTIL_STOPPED, Losses.NONE);
    }

    /** Ends with this process and records management events only. */
    public static CloudOptions foreground() {
        return new CloudOptions(false, Lifetime.WITH_LAUNCHER, Losses.NONE);
    }

    public CloudOptions withDataEvents(boolean recorded) {
        return new CloudOptions(recorded, lifetime, losses);
    }

    public CloudOptions withLosses(Losses lost) {
        return new CloudOptions(dataEvents, lifetime, lost);
    }
}
