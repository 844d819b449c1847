package dev.curfew.core.scan;

import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Powers;
import dev.curfew.core.identity.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a person should look at, in sentences. */
final class Remarks {

    /**
     * Services that let a model decide what to call, by what their names begin with. See <a
     * href="https://docs.aws.amazon.com/bedrock/latest/userguide/agents-permissions.html">service
     * role for Bedrock agents</a>.
     */
    private static final List<String> AGENTS =
            List.of("bedrock", "agentcore", "sagemaker", "qbusiness", "q.", "lex");

    /** What the root user may. */
    static final Details ROOT =
            new Details(
                    new TreeMap<>(),
                    new TreeSet<>(),
                    new TreeSet<>(),
                    null,
                    new Powers(true, new TreeSet<>(List.of("*"))),
                    null,
                    true,
                    null,
                    null,
                    null);

    private Remarks() {}

    /** What the limits find; empty for what only the installed system finds. */
    static Optional<Remark> of(Finding finding) {
        return switch (finding.kind()) {
            case STALE -> Optional.of(new Remark(Remark.Kind.STALE, finding.evidence()));
            case OVER_AGE -> Optional.of(new Remark(Remark.Kind.OVER_AGE, finding.evidence()));
            case USE_UNKNOWN ->
                    Optional.of(new Remark(Remark.Kind.USE_UNKNOWN, finding.evidence()));
            case EMPTY_USER ->
                    Optional.of(
                            new Remark(
                                    Remark.Kind.EMPTY_USER,
                                    finding.evidence() + "; SSH keys were not looked at"));
            case ORPHANED, USED_SINCE, NO_ROOM, EXEMPTION_ENDS, REPORTED_UNUSED -> Optional.empty();
        };
    }

    static List<Remark> ofRole(
            Identity role, Powers powers, @Nullable Trust trust, String account) {
        List<Remark> remarks = new ArrayList<>();
        String path = role.path();
        if (trust == null || (path != null && path.startsWith("/aws-"))) {
            return remarks;
        }
        if (trust.anyone()) {
            remarks.add(
                    new Remark(
                            Remark.Kind.OPEN_TRUST,
                            "anybody in AWS may assume it, but for what conditions say"));
        } else {
            TreeSet<String> others = new TreeSet<>(trust.accounts());
            others.remove(account);
            if (!others.isEmpty()) {
                remarks.add(
                        new Remark(
                                Remark.Kind.OPEN_TRUST,
                                (others.size() == 1 ? "account " : "accounts ")
                                        + String.join(", ", others)
                                        + " may assume it, but for what conditions say"));
            }
        }
        boolean broad = powers.admin() || !powers.wildcardWrites().isEmpty();
        trust.services().stream()
                .filter(Remarks::isOfAgents)
                .findFirst()
                .filter(service -> broad)
                .ifPresent(service ->
                        remarks.add(
                                new Remark(
                                        Remark.Kind.BROAD_AGENT,
                                        "agents of "
                                                + service
                                                + " hold it all the time, and it may "
                                                + may(powers))));
        return remarks;
    }

    private static boolean isOfAgents(String service) {
        String name = service.toLowerCase(Locale.ROOT);
        return AGENTS.stream().anyMatch(name::startsWith);
    }

    private static String may(Powers powers) {
        return powers.admin()
                ? "give itself any permission"
                : "write to everything in " + String.join(", ", powers.wildcardWrites());
    }

    static List<Remark> ofRoot(UserReport.Slot slot) {
        return slot.active()
                ? List.of(
                        new Remark(
                                Remark.Kind.ROOT_KEY, "the root user holds it; delete it by hand"))
                : List.of();
    }
}
