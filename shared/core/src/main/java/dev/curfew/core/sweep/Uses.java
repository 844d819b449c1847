package dev.curfew.core.sweep;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.LastUse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What pages and the report tell of uses. */
final class Uses {

    /** A use is written down again only when it is so much later. */
    private static final Duration GRAIN = Duration.ofDays(1);

    private Uses() {}

    /** What a page tells of a role's use. */
    static Evidence of(AccountPages.RoleUse use, Instant readAt) {
        Instant at = use.at();
        return new Evidence(
                at == null
                        ? new LastUse.Never()
                        : new LastUse.Used(at, null, use.region()),
                readAt);
    }

    /** Which of the two to keep: the known one, unless the other tells something new. */
    static @Nullable Evidence better(@Nullable Evidence known, Evidence told) {
        if (known == null) {
            return told;
        }
        boolean isNews =
                switch (told.lastUse()) {
                    case LastUse.Used used ->
                            !(known.lastUse() instanceof LastUse.Used before)
                                    || !used.at().isBefore(before.at().plus(GRAIN));
                    case LastUse.Never never -> known.lastUse() instanceof LastUse.Unknown;
                    case LastUse.Untracked untracked -> false;
                    case LastUse.Unknown unknown -> false;
                };
        return isNews ? told : known;
    }

    /**
     * What is known with that answer taken in. An answer that knows of no use does not undo a use
     * that was known: AWS looks back for 400 days only.
     */
    static Evidence latest(@Nullable Evidence known, Evidence told) {
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
