package dev.curfew.core.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of an identity's use, and when it was read. */
public record Evidence(LastUse lastUse, Instant readAt) {

    /**
     * What is known with that answer taken in. An answer that knows of no use, or of an earlier one
     * only, does not undo a use that was known: AWS answers late, and looks back for 400 days only.
     */
    public static Evidence latest(@Nullable Evidence known, Evidence told) {
        if (known == null || !(known.lastUse() instanceof LastUse.Used before)) {
            return told;
        }
        return switch (told.lastUse()) {
            case LastUse.Used used -> used.at().isBefore(before.at()) ? known : told;
            case LastUse.Never never -> new Evidence(before, told.readAt());
            case LastUse.Untracked untracked -> told;
            case LastUse.Unknown unknown -> told;
        };
    }
}
