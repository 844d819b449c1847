package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.identity.Powers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Identities and terms for tests. */
public final class SampleIdentities {

    public static final String ACCOUNT = "123456789012";
    public static final Instant NOW = Instant.parse("2026-06-01T00:30:00Z");
    public static final String OPERATOR = "arn:aws:iam::" + ACCOUNT + ":user/people/ann";

    private SampleIdentities() {}

    public static Instant ago(long days) {
        return NOW.minus(Duration.ofDays(days));
    }

    public static Identity user(String id, String path, String name, Instant made) {
        return principal(IdentityKind.USER, id, "user" + path + name, name, made);
    }

    public static Identity role(String id, String path, String name, Instant made) {
        return principal(IdentityKind.ROLE, id, "role" + path + name, name, made);
    }

    private static Identity principal(
            IdentityKind kind, String id, String resource, String name, Instant made) {
        return Identity.found(id, kind, ACCOUNT, name, IdentityStatus.ACTIVE, made, made)
                .edit()
                .named(name, "arn:aws:iam::" + ACCOUNT + ":" + resource)
                .created(new Identity.Creation(OPERATOR, made))
                .details(Details.NONE.readAt(made))
                .first();
    }

    public static Identity key(String id, Identity user, Instant made) {
        return credential(IdentityKind.ACCESS_KEY, id, user, made);
    }

    public static Identity credential(IdentityKind kind, String id, Identity user, Instant made) {
        return Identity.found(id, kind, ACCOUNT, user.name(), IdentityStatus.ACTIVE, made, made)
                .edit()
                .user(user.id())
                .created(new Identity.Creation(OPERATOR, made))
                .first();
    }

    public static Identity used(Identity identity, @Nullable Instant at) {
        return told(
                identity,
                at == null ? new LastUse.Never() : new LastUse.Used(at, "s3", "us-east-1"));
    }

    public static Identity told(Identity identity, LastUse use) {
        return identity.edit().evidence(new Evidence(use, NOW)).first();
    }

    public static Identity tagged(Identity identity, Map<String, String> tags) {
        return identity.edit()
                .details(
                        new Details(
                                new TreeMap<>(tags),
                                new TreeSet<>(),
                                new TreeSet<>(),
                                null,
                                Powers.NONE,
                                null,
                                false,
                                null,
                                null,
                                NOW))
                .first();
    }

    /** Limits with their defaults, but every kind is enforced that can be. */
    public static Limits enforced() {
        Map<IdentityKind, Limit> kinds = new EnumMap<>(IdentityKind.class);
        Change enforce = new Change(true, null, null, null, null, null, null);
        Limits.DEFAULT.kinds().forEach((kind, limit) -> kinds.put(kind, enforce.replacing(limit)));
        return with(kinds, List.of());
    }

    public static Limits with(Map<IdentityKind, Limit> kinds, List<Limits.Rule> rules) {
        return with(kinds, rules, List.of());
    }

    public static Limits with(
            Map<IdentityKind, Limit> kinds,
            List<Limits.Rule> rules,
            List<Limits.Untouchable> untouchables) {
        return new Limits(
                1,
                "arn:aws:sts::" + ACCOUNT + ":assumed-role/admin/ann",
                kinds,
                rules,
                untouchables,
                Limits.DEFAULT.owners(),
                Limits.DEFAULT.orphanedAfter(),
                Limits.DEFAULT.restore(),
                Limits.DEFAULT.belts(),
                Limits.DEFAULT.people());
    }

    public static Terms terms(Limits limits, Exemption... exemptions) {
        Map<String, Exemption> all = new TreeMap<>();
        for (Exemption exemption : exemptions) {
            all.put(exemption.identity(), exemption);
        }
        return new Terms(limits, all, null, List.of("arn:aws:iam::" + ACCOUNT + ":role/curfew-*"));
    }
}
