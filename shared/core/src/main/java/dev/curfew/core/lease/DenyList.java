package dev.curfew.core.lease;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a role's policy has to deny.
 *
 * @param lookAgainAt when the policy has to be written again even if nothing in the list changes;
 *     null for never
 */
public record DenyList(List<Denial> denials, @Nullable Instant lookAgainAt) {

    public DenyList {
        denials = List.copyOf(denials);
    }

    /** Whether the role's policy may not be what this list says. */
    public boolean isDue(Instant now) {
        return hasChanged(now) || (lookAgainAt != null && !now.isBefore(lookAgainAt));
    }

    /** Whether a denial has to come into the policy, or can go out of it. */
    public boolean hasChanged(Instant now) {
        return denials.stream().anyMatch(denial -> denial.isPending() || denial.isOver(now));
    }

    /** What the policy has to deny at that time. */
    public List<Denial> live(Instant now) {
        return denials.stream().filter(denial -> !denial.isOver(now)).toList();
    }

    /** What no live session needs any more. */
    public List<Denial> over(Instant now) {
        return denials.stream().filter(denial -> denial.isOver(now)).toList();
    }
}
