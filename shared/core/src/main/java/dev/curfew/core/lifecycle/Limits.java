package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every limit in force, and the belts around them.
 *
 * @param version counts how often limits were applied; 0 before that
 * @param appliedBy ARN of who applied them; null before anybody has
 * @param kinds the limit of every kind, where no rule says otherwise
 * @param rules what differs for some paths and tags
 * @param untouchables nothing ever becomes of these, nor of their credentials
 * @param owners where an identity's owner is looked for
 * @param orphanedAfter how long an identity that nobody answers for may go unused, if that is
 *     shorter than its own limit
 * @param restore how long an identity is left alone after a person has restored it
 * @param belts how much one run may do
 * @param people who may answer in Slack
 */
public record Limits(
        long version,
        @Nullable String appliedBy,
        Map<IdentityKind, Limit> kinds,
        List<Rule> rules,
        List<Untouchable> untouchables,
        Owners owners,
        Duration orphanedAfter,
        Duration restore,
        Belts belts,
        List<Person> people) {

    private static final Limit CREDENTIAL =
            new Limit(
                    false,
                    Duration.ofDays(90),
                    Duration.ofDays(90),
                    null,
                    Duration.ofDays(7),
                    Duration.ofDays(14),
                    Duration.ofDays(14));

    /** Before anybody has applied any: everything has its default, and nothing is enforced. */
    public static final Limits DEFAULT =
            new Limits(
                    0,
                    null,
                    Map.of(
                            IdentityKind.ACCESS_KEY, CREDENTIAL,
                            IdentityKind.SERVICE_CREDENTIAL, CREDENTIAL,
                            IdentityKind.SSH_PUBLIC_KEY, CREDENTIAL,
                            IdentityKind.SIGNING_CERTIFICATE, CREDENTIAL,
                            IdentityKind.ROLE, principal(Duration.ofDays(180)),
                            IdentityKind.USER, principal(null)),
                    List.of(),
                    List.of(),
                    new Owners(List.of("owner", "team"), List.of(), Map.of()),
                    Duration.ofDays(30),
                    Duration.ofDays(7),
                    new Belts(5, 10),
                    List.of());

    public Limits {
        if (!kinds.keySet().containsAll(Set.of(IdentityKind.values()))) {
            throw new IllegalArgumentException("a kind has no limit");
        }
        kinds = Collections.unmodifiableMap(new EnumMap<>(kinds));
        rules = List.copyOf(rules);
        untouchables = List.copyOf(untouchables);
        people = List.copyOf(people);
    }

    /**
     * Other limits for some of the identities: those under a path or those with a tag, never both.
     *
     * @param path replaces what the kind's limit says; of several that match, the longest does
     * @param tag shortens what kind and path say
     * @param kinds the kinds it is about
     */
    public record Rule(
            @Nullable String path, @Nullable Tag tag, Set<IdentityKind> kinds, Change change) {
        public Rule {
            if ((path == null) == (tag == null)) {
                throw new IllegalArgumentException("a rule is either about a path or about a tag");
            }
            kinds = Set.copyOf(kinds);
        }
    }

    /** A tag; any value matches where none is given. */
    public record Tag(String key, @Nullable String value) {

        boolean isOn(Identity bearer) {
            String found = bearer.details().tags().get(key);
            return found != null && (value == null || value.equals(found));
        }
    }

    /**
     * A user or role that is left alone for good. Whatever bears the ARN or the unique id is meant:
     * one that was made anew under the name of another is not hurt by mistake.
     */
    public record Untouchable(String arn, String id, String reason) {}

    /**
     * Who answers for an identity.
     *
     * @param tags keys of the tags that name an owner, the first that is there decides
     * @param sponsors names, ARNs and addresses of owners that are known beside the account's
     *     users; empty when nobody has said
     * @param channels where in Slack each owner is told, by channel or person, as the tag or the
     *     ARN names the owner
     */
    public record Owners(List<String> tags, List<String> sponsors, Map<String, String> channels) {
        public Owners {
            tags = List.copyOf(tags);
            sponsors = List.copyOf(sponsors);
            channels = Collections.unmodifiableMap(new TreeMap<>(channels));
        }
    }

    /**
     * What one run may take away of one kind: whichever is less.
     *
     * @param percent of all that are known of the kind, rounded up
     */
    public record Belts(int actions, int percent) {

        int most(int known) {
            return Math.min(actions, Math.ceilDiv(known * percent, 100));
        }
    }

    /** These limits, with those of every kind enforced. */
    public Limits enforced() {
        Map<IdentityKind, Limit> all = new EnumMap<>(kinds);
        all.replaceAll((kind, limit) -> limit.enforced(true));
        return new Limits(
                version,
                appliedBy,
                all,
                rules,
                untouchables,
                owners,
                orphanedAfter,
                restore,
                belts,
                people);
    }

    /** These limits as they are in force. */
    public Limits inForce(long version, String appliedBy) {
        return new Limits(
                version,
                appliedBy,
                kinds,
                rules,
                untouchables,
                owners,
                orphanedAfter,
                restore,
                belts,
                people);
    }

    /** These limits, with these people. */
    public Limits with(List<Person> others) {
        return new Limits(
                version,
                appliedBy,
                kinds,
                rules,
                untouchables,
                owners,
                orphanedAfter,
                restore,
                belts,
                others);
    }

    /**
     * The person behind a member of Slack; empty when nobody is listed who is it.
     *
     * @param user Slack's id of the member
     * @param team Slack's id of the member's workspace; null where Slack does not say
     */
    public Optional<Person> person(String user, @Nullable String team) {
        return people.stream().filter(person -> person.is(user, team)).findFirst();
    }

    /** Whether they say the same, whoever applied them and when. */
    public boolean saySameAs(Limits other) {
        return inForce(0, "").equals(other.inForce(0, ""));
    }

    /** The limit of an identity; a credential's path and tags are its user's. */
    public Limit of(Identity identity, @Nullable Identity user) {
        Limit limit = kinds.getOrDefault(identity.kind(), CREDENTIAL);
        Identity bearer = identity.kind().isPrincipal() ? identity : user;
        if (bearer == null || rules.isEmpty()) {
            return limit;
        }
        Rule nearest = nearest(identity.kind(), bearer.path());
        if (nearest != null) {
            limit = nearest.change.replacing(limit);
        }
        for (Rule rule : rules) {
            if (rule.tag != null
                    && rule.kinds.contains(identity.kind())
                    && applies(rule, rule.tag, bearer)) {
                limit = rule.change.shortening(limit);
            }
        }
        return limit;
    }

    /**
     * Whether a rule about a tag applies. While an identity's tags have not been read, it may have
     * any that switches enforcing off.
     */
    private static boolean applies(Rule rule, Tag tag, Identity bearer) {
        return tag.isOn(bearer)
                || (bearer.details().readAt() == null
                        && Boolean.FALSE.equals(rule.change.enforced()));
    }

    private @Nullable Rule nearest(IdentityKind kind, @Nullable String path) {
        Rule nearest = null;
        int longest = -1;
        for (Rule rule : rules) {
            if (rule.path != null
                    && path != null
                    && rule.path.length() > longest
                    && rule.kinds.contains(kind)
                    && path.startsWith(rule.path)) {
                nearest = rule;
                longest = rule.path.length();
            }
        }
        return nearest;
    }

    private static Limit principal(@Nullable Duration quarantine) {
        return new Limit(
                false,
                null,
                Duration.ofDays(90),
                quarantine,
                Duration.ZERO,
                null,
                Duration.ofDays(14));
    }
}
