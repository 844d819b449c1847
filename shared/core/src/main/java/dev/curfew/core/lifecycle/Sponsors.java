package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for an identity: whoever a tag of it, or of its user, names; else whoever made it. An
 * identity is orphaned when that is a user of the account who is gone, or, once known sponsors are
 * listed, somebody who is neither a user nor listed. What cannot be judged is not orphaned.
 */
public final class Sponsors {

    private final Limits.Owners owners;
    private final Map<String, Identity> users = new HashMap<>();
    private final Set<String> userNames = new HashSet<>();
    private final Set<String> userArns = new HashSet<>();
    private final Set<String> known = new HashSet<>();

    /** Why owners are not there any more: many identities have the same few. */
    private final Map<Owner, Optional<String>> gone = new HashMap<>();

    private record Owner(String account, String name) {}

    private Sponsors(Collection<Identity> identities, Limits.Owners owners) {
        this.owners = owners;
        owners.sponsors().forEach(sponsor -> known.add(sponsor.toLowerCase(Locale.ROOT)));
        for (Identity identity : identities) {
            if (identity.kind() == IdentityKind.USER) {
                users.put(identity.id(), identity);
                if (identity.name() != null) {
                    userNames.add(identity.name().toLowerCase(Locale.ROOT));
                }
                if (identity.arn() != null) {
                    userArns.add(identity.arn());
                }
            }
        }
    }

    /**
     * The {@code ORPHANED} finding of every identity that is orphaned, by its unique id.
     *
     * @param identities every identity of the inventory that is not deleted, after all users of the
     *     account were read
     */
    public static Map<String, Finding> orphaned(
            Collection<Identity> identities, Limits.Owners owners, Instant now) {
        Sponsors sponsors = new Sponsors(identities, owners);
        Map<String, Finding> orphaned = new HashMap<>();
        for (Identity identity : identities) {
            String gone = sponsors.gone(identity);
            if (gone != null) {
                Finding before = Findings.of(identity.findings(), Finding.Kind.ORPHANED);
                orphaned.put(
                        identity.id(),
                        new Finding(
                                Finding.Kind.ORPHANED,
                                before == null ? now : before.since(),
                                gone));
            }
        }
        return orphaned;
    }

    /** The findings of an identity with that one of being orphaned, or without any such. */
    public static List<Finding> replace(Identity identity, @Nullable Finding orphaned) {
        return orphaned == null && identity.findings().isEmpty()
                ? identity.findings()
                : Findings.with(identity.findings(), Finding.Kind.ORPHANED, orphaned);
    }

    /**
     * Who answers for an identity, by name, address or ARN: whom a person named, else whom a tag
     * names, else who made it; null when none of these is known.
     *
     * @param user the user whom a credential belongs to
     */
    public static @Nullable String of(
            Identity identity, @Nullable Identity user, Limits.Owners owners) {
        if (identity.owner() != null) {
            return identity.owner();
        }
        if (user != null && user.owner() != null) {
            return user.owner();
        }
        String tagged = tagged(identity, owners);
        if (tagged == null && user != null) {
            tagged = tagged(user, owners);
        }
        return tagged == null ? maker(identity) : tagged;
    }

    private static @Nullable String tagged(Identity identity, Limits.Owners owners) {
        for (String key : owners.tags()) {
            String value = identity.details().tags().get(key);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    private static @Nullable String maker(Identity identity) {
        Identity.Creation created = identity.created();
        return created == null ? null : created.by();
    }

    /** Why nobody answers for it; null when somebody does, or when that cannot be judged. */
    private @Nullable String gone(Identity identity) {
        Identity user = identity.user() == null ? null : users.get(identity.user());
        if (!identity.kind().isPrincipal() && user == null) {
            return null; // its user may have a tag
        }
        String owner = of(identity, user, owners);
        return owner == null
                ? null
                : gone.computeIfAbsent(
                                new Owner(identity.account(), owner),
                                each -> Optional.ofNullable(gone(each.account(), each.name())))
                        .orElse(null);
    }

    private @Nullable String gone(String account, String owner) {
        if (isKnown(owner)) {
            return null;
        }
        if (isUserOf(account, owner)) {
            return userArns.contains(owner) || userNames.contains(nameOf(owner))
                    ? null
                    : "its owner, the user " + owner + ", is not in the account any more";
        }
        if (owners.sponsors().isEmpty()
                || userNames.contains(owner.toLowerCase(Locale.ROOT))
                || isNobody(owner)) {
            return null;
        }
        return "its owner, " + owner + ", is neither a user of the account nor a known sponsor";
    }

    private static String nameOf(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isUserOf(String account, String owner) {
        String[] parts = owner.split(":", 6);
        return parts.length == 6
                && parts[0].equals("arn")
                && parts[2].equals("iam")
                && parts[5].startsWith("user/")
                && parts[4].equals(account);
    }

    /** Whether a service of AWS or the account's root user made it: they are always there. */
    private static boolean isNobody(String owner) {
        return owner.endsWith(".amazonaws.com")
                || (owner.startsWith("arn:") && owner.endsWith(":root"));
    }

    /**
     * A session is known by its role's name or ARN too, and by its own name, such as an address.
     */
    private boolean isKnown(String owner) {
        String lower = owner.toLowerCase(Locale.ROOT);
        if (known.isEmpty() || known.contains(lower)) {
            return !known.isEmpty();
        }
        String[] parts = lower.split("[:/]", -1);
        if (parts.length > 6 && parts[0].equals("arn") && parts[5].equals("user")) {
            return known.contains(parts[parts.length - 1]);
        }
        if (parts.length != 8 || !parts[5].equals("assumed-role")) {
            return false;
        }
        return known.contains(parts[6])
                || known.contains(parts[7])
                || known.stream()
                        .anyMatch(each ->
                                each.startsWith("arn:")
                                        && each.contains(":iam::" + parts[4] + ":role/")
                                        && each.endsWith("/" + parts[6]));
    }
}
