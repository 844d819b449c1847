package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an identity now, and why.
 *
 * @param due since when the action is; for {@code LEAVE}, when the next one will be, null if never
 * @param reason one sentence with the numbers that decided
 * @param enforced whether the action is carried out; if not, it is only shown
 * @param findings what a person should know, those that the identity has already among them
 */
public record Decision(
        Action action,
        @Nullable Instant due,
        String reason,
        boolean enforced,
        List<Finding> findings) {

    public Decision {
        findings = List.copyOf(findings);
    }

    /**
     * Whether it hangs on when the identity was used last, which is then to be asked now. For an
     * access key, so is that of its user's other key.
     */
    public boolean hangsOnUse() {
        return action != Action.LEAVE || has(Finding.Kind.USE_UNKNOWN);
    }

    /** Whether there is a finding of that kind. */
    public boolean has(Finding.Kind kind) {
        return Findings.of(findings, kind) != null;
    }
}
