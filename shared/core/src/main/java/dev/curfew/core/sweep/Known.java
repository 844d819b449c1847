package dev.curfew.core.sweep;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Deciding;
import dev.curfew.core.lifecycle.Decision;
import dev.curfew.core.lifecycle.Planning.Decided;
import dev.curfew.core.lifecycle.Sponsors;
import dev.curfew.core.lifecycle.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * All that is known at the end of a run: the inventory, and what pages, report and questions told
 * of uses since. What is told is not written down here.
 */
final class Known {

    /** As the inventory has them. */
    private final Map<String, Identity> kept = new HashMap<>();

    /** As this run knows them. */
    private final Map<String, Identity> known = new HashMap<>();

    private final Map<String, List<Identity>> byUser = new HashMap<>();
    private final Map<String, Evidence> asked;

    /** What was decided, until something is learned that it may hang on. */
    private final Map<String, Decision> decisions = new HashMap<>();

    private final Terms terms;
    private final Instant now;

    private Known(Map<String, Evidence> asked, Terms terms, Instant now) {
        this.asked = new HashMap<>(asked);
        this.terms = terms;
        this.now = now;
    }

    static Known of(List<Identity> inventory, RunFiles files, Terms terms, Instant now) {
        Known all = new Known(files.evidence(), terms, now);
        Told told = new Told(files, inventory);
        Map<String, Finding> orphaned = Sponsors.orphaned(inventory, terms.limits().owners(), now);
        for (Identity identity : inventory) {
            all.kept.put(identity.id(), identity);
            all.add(told.of(identity, orphaned.get(identity.id()), now));
        }
        all.asked.forEach(all::apply);
        return all;
    }

    private void add(Identity identity) {
        known.put(identity.id(), identity);
        if (identity.user() != null) {
            byUser.computeIfAbsent(identity.user(), user -> new ArrayList<>()).add(identity);
        }
    }

    /** Takes in an answer to a question for a last use. */
    void learn(String id, Evidence evidence) {
        asked.put(id, evidence);
        apply(id, evidence);
    }

    private void apply(String id, Evidence evidence) {
        Identity before = known.get(id);
        if (before == null) {
            return;
        }
        Identity after =
                before.edit().evidence(Evidence.latest(before.evidence(), evidence)).done();
        known.put(id, after);
        decisions.remove(id);
        String user = after.user();
        if (user != null) {
            List<Identity> all = byUser.getOrDefault(user, List.of());
            all.replaceAll(each -> each.id().equals(id) ? after : each);
            // Nothing else hangs on the use of a credential.
            decisions.remove(user);
            all.forEach(each -> decisions.remove(each.id()));
        }
    }

    /** All that was asked for in this run, and what was answered. */
    Map<String, Evidence> asked() {
        return Collections.unmodifiableMap(asked);
    }

    /** Whether it was asked for in this run. */
    boolean isAsked(String id) {
        return asked.containsKey(id);
    }

    @Nullable Identity find(String id) {
        return known.get(id);
    }

    /** Every identity, and what is to become of it by all that is known now. */
    List<Decided> decided() {
        List<Decided> decided = new ArrayList<>(known.size());
        for (Identity each : known.values()) {
            decided.add(
                    new Decided(each, decisions.computeIfAbsent(each.id(), id -> decide(each))));
        }
        return decided;
    }

    /** As the inventory has it. */
    Identity kept(Identity identity) {
        return Objects.requireNonNull(kept.get(identity.id()));
    }

    private @Nullable Identity user(Identity identity) {
        return identity.user() == null ? null : known.get(identity.user());
    }

    /** Every credential of its user, or of itself. */
    private List<Identity> credentials(Identity identity) {
        String user = identity.kind().isPrincipal() ? identity.id() : identity.user();
        return user == null ? List.of() : byUser.getOrDefault(user, List.of());
    }

    private Decision decide(Identity identity) {
        return Deciding.decide(identity, user(identity), credentials(identity), terms, now);
    }

    /** What this run's pages and reports tell of an identity. */
    private static final class Told {

        private final Map<String, RunFiles.Shown> roles;
        private final Optional<Map<String, SortedSet<String>>> unused;

        /** What the report tells of keys, by key. */
        private final Map<String, Evidence> keys = new HashMap<>();

        Told(RunFiles files, List<Identity> inventory) {
            this.roles = files.shown(AccountPages.Part.ROLES);
            this.unused = files.unused();
            Map<String, RunFiles.Shown> users = files.shown(AccountPages.Part.USERS);
            Map<String, List<Identity>> keysOf = new HashMap<>();
            for (Identity identity : inventory) {
                if (identity.kind() == IdentityKind.ACCESS_KEY && identity.user() != null) {
                    keysOf.computeIfAbsent(identity.user(), user -> new ArrayList<>())
                            .add(identity);
                }
            }
            files.report()
                    .ifPresent(report ->
                            keysOf.forEach((user, all) -> {
                                RunFiles.Shown shown = users.get(user);
                                CredentialReport.Row row =
                                        shown == null ? null : report.rows().get(shown.arn());
                                if (row != null) {
                                    row.keys().forEach(use -> key(use, all, report.at()));
                                }
                            }));
        }

        /**
         * The report names no key. Its word is taken for one that alone was made in that second,
         * and only for a use: that there was none, it cannot tell.
         */
        private void key(CredentialReport.KeyUse use, List<Identity> all, Instant at) {
            List<Identity> meant =
                    all.stream().filter(key -> isMadeAt(key, use.rotated())).toList();
            if (meant.size() == 1) {
                keys.put(
                        meant.getFirst().id(),
                        new Evidence(new LastUse.Used(use.at(), use.service(), use.region()), at));
            }
        }

        Identity of(Identity identity, @Nullable Finding orphaned, Instant now) {
            List<Finding> findings = unused(identity, Sponsors.replace(identity, orphaned), now);
            Evidence evidence = evidence(identity);
            return findings.equals(identity.findings())
                            && Objects.equals(evidence, identity.evidence())
                    ? identity
                    : identity.edit().evidence(evidence).findings(findings).done();
        }

        private static boolean isMadeAt(Identity key, Instant time) {
            Identity.Creation created = key.created();
            return created != null && created.at().equals(time);
        }

        private @Nullable Evidence evidence(Identity identity) {
            Evidence before = identity.evidence();
            Evidence told = null;
            if (identity.kind() == IdentityKind.ACCESS_KEY) {
                told = keys.get(identity.id());
            } else if (identity.kind() == IdentityKind.ROLE) {
                RunFiles.Shown shown = roles.get(identity.id());
                AccountPages.RoleUse use = shown == null ? null : shown.use();
                told = shown == null || use == null ? null : Uses.of(use, shown.readAt());
            }
            return told == null ? before : Evidence.latest(before, told);
        }

        private List<Finding> unused(Identity identity, List<Finding> findings, Instant now) {
            if (unused.isEmpty() || !identity.kind().isPrincipal()) {
                return findings;
            }
            SortedSet<String> what = unused.get().get(identity.arn());
            List<Finding> all = new ArrayList<>(findings);
            Finding before = null;
            for (Finding each : findings) {
                if (each.kind() == Finding.Kind.REPORTED_UNUSED) {
                    before = each;
                    all.remove(each);
                }
            }
            if (what != null) {
                all.add(
                        new Finding(
                                Finding.Kind.REPORTED_UNUSED,
                                before == null ? now : before.since(),
                                "IAM Access Analyzer reports as unused: "
                                        + String.join(", ", what)));
            }
            all.sort(Comparator.comparing(Finding::kind));
            return all;
        }
    }
}
