package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is found out about an identity while it is decided on. */
final class Findings {

    private final Identity identity;
    private final Instant now;
    private final List<Finding> found = new ArrayList<>(2);

    /** Begins with what others have found, which deciding neither confirms nor refutes. */
    Findings(Identity identity, Instant now) {
        this.identity = identity;
        this.now = now;
        for (Finding finding : identity.findings()) {
            if (isOfOthers(finding.kind())) {
                found.add(finding);
            }
        }
    }

    private static boolean isOfOthers(Finding.Kind kind) {
        return switch (kind) {
            case ORPHANED, REPORTED_UNUSED, NO_ROOM -> true;
            case STALE, OVER_AGE, USE_UNKNOWN, USED_SINCE, EMPTY_USER, EXEMPTION_ENDS -> false;
        };
    }

    /** Adds a finding; one that stood before stands since then. */
    void add(Finding.Kind kind, String evidence) {
        Finding before = of(identity.findings(), kind);
        found.add(new Finding(kind, before == null ? now : before.since(), evidence));
    }

    void drop(Finding.Kind kind) {
        found.removeIf(finding -> finding.kind() == kind);
    }

    /** All of them, by kind. */
    List<Finding> all() {
        found.sort(Comparator.comparing(Finding::kind));
        return found;
    }

    static @Nullable Finding of(List<Finding> findings, Finding.Kind kind) {
        for (Finding finding : findings) {
            if (finding.kind() == kind) {
                return finding;
            }
        }
        return null;
    }

    /** These findings, with the one of that kind replaced; null for none. */
    static List<Finding> with(
            List<Finding> findings, Finding.Kind kind, @Nullable Finding replacement) {
        List<Finding> all = new ArrayList<>(findings);
        all.removeIf(finding -> finding.kind() == kind);
        if (replacement != null) {
            all.add(replacement);
        }
        all.sort(Comparator.comparing(Finding::kind));
        return List.copyOf(all);
    }
}
