package dev.curfew.cli.console;

import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.lifecycle.Deciding;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.Stop;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.core.scan.Forecast;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The inventory, with what becomes of each identity. */
final class Estate {

    /** What comes first; then by kind and name. */
    private static final Comparator<Outlook> ORDER =
            Comparator.comparing(
                            Outlook::due, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
                    .thenComparing(outlook -> outlook.identity().kind())
                    .thenComparing(
                            outlook -> Objects.requireNonNullElse(outlook.identity().name(), ""))
                    .thenComparing(outlook -> outlook.identity().id());

    private final Map<String, Identity> identities = new HashMap<>();
    private final Map<String, List<Identity>> credentials = new HashMap<>();
    private final @Nullable Terms terms;
    private final @Nullable Trouble unread;
    private final Instant now;

    private Estate(
            List<Identity> known, @Nullable Terms terms, @Nullable Trouble unread, Instant now) {
        this.terms = terms;
        this.unread = unread;
        this.now = now;
        for (Identity identity : known) {
            identities.put(identity.id(), identity);
            if (identity.user() != null) {
                credentials.computeIfAbsent(identity.user(), _ -> new ArrayList<>()).add(identity);
            }
        }
    }

    static Estate of(Stack stack, Instant now) {
        List<Identity> identities = stack.identities();
        try {
            return new Estate(identities, stack.terms(), null, now);
        } catch (Trouble unread) {
            return new Estate(identities, null, unread, now);
        }
    }

    /** The limits and exemptions; throws {@link Trouble} when they could not be read. */
    Terms terms() {
        if (terms == null) {
            throw Objects.requireNonNull(unread);
        }
        return terms;
    }

    /** Whether automatic action is halted, as far as is known; null when it is not. */
    @Nullable Stop stop() {
        return terms == null ? null : terms.stop();
    }

    /** Why nothing is known of what comes; nothing when it is. */
    Markup notice() {
        return Part.orTrouble(
                Needs.TERMS,
                () -> {
                    terms();
                    return Markup.NOTHING;
                });
    }

    List<Outlook> all() {
        return identities.values().stream().map(this::outlook).sorted(ORDER).toList();
    }

    Optional<Outlook> find(String id) {
        return Optional.ofNullable(identities.get(id)).map(this::outlook);
    }

    /** The credentials of a user. */
    List<Outlook> of(String user) {
        return credentials.getOrDefault(user, List.of()).stream()
                .map(this::outlook)
                .sorted(ORDER)
                .toList();
    }

    private Outlook outlook(Identity identity) {
        return terms == null ? Outlook.unknown(identity) : outlook(identity, terms);
    }

    private Outlook outlook(Identity identity, Terms terms) {
        String userId = identity.kind().isPrincipal() ? null : identity.user();
        Identity user = userId == null ? null : identities.get(userId);
        List<Identity> beside =
                credentials.getOrDefault(
                        identity.kind().isPrincipal()
                                ? identity.id()
                                : Objects.requireNonNullElse(userId, ""),
                        List.of());
        Forecast.Told told = Forecast.of(identity, user, beside, terms, now);
        return new Outlook(
                identity,
                true,
                told.why(),
                Deciding.decide(identity, user, beside, terms, now).enforced()
                        || terms.limits().of(identity, user).enforced(),
                told.ahead(),
                exemption(identity, terms));
    }

    private @Nullable Exemption exemption(Identity identity, Terms terms) {
        Exemption given = terms.exemptions().get(identity.id());
        return given != null && now.isBefore(given.until()) ? given : null;
    }
}
