package dev.curfew.core.lifecycle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limit of one identity, put together from the limits of its kind, path and tags.
 *
 * @param enforced whether Curfew acts; if not, it only reports
 * @param age how old it may become; null for any age
 * @param idle how long it may go unused; null for as long as it likes
 * @param quarantine how long a role may go unused until it is quarantined, if a person approves;
 *     null for never
 * @param warning how long before its end the owner is warned, and at the least between warning and
 *     disabling
 * @param deletion how long after it was disabled it is deleted; null for never
 * @param fresh how long a new identity is left alone
 */
public record Limit(
        boolean enforced,
        @Nullable Duration age,
        @Nullable Duration idle,
        @Nullable Duration quarantine,
        Duration warning,
        @Nullable Duration deletion,
        Duration fresh) {

    /** The same, enforced or not. */
    Limit enforced(boolean enforced) {
        return new Limit(enforced, age, idle, quarantine, warning, deletion, fresh);
    }
}
