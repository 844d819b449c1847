package dev.curfew.core.watch;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at calls that were signed with users' access keys. An account may make millions of them a
 * day, so a key that was looked at is left alone for a while: what is told of a key does not change
 * from one call to the next.
 */
public final class KeyCalls {

    /** What long-lived keys of users begin with. */
    private static final String PREFIX = "AKIA";

    private static final Duration LEFT_ALONE = Duration.ofMinutes(10);
    private static final Duration TERMS_KEPT = Duration.ofMinutes(5);

    /** Keys that are remembered at once; an account may have more. */
    private static final int MOST = 10_000;

    private final Inventory inventory;
    private final Catalogue catalogue;
    private final List<KeyDetection> detections;
    private final Map<String, Instant> looked =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > MOST;
                }
            };
    private @Nullable Terms terms;
    private Instant termsAt = Instant.EPOCH;

    /**
     * @param keys access keys as IAM knows them
     */
    public KeyCalls(Inventory inventory, Credentials keys, Catalogue catalogue) {
        this.inventory = inventory;
        this.catalogue = catalogue;
        this.detections = List.of(new DisabledKey(keys), new DormantKey(keys, this::idle));
    }

    /** Whether the call was signed with a user's access key, by the user itself. */
    boolean are(Call call) {
        String key = call.actor().accessKey();
        return call.actor().type().equals("IAMUser")
                && key != null
                && key.startsWith(PREFIX)
                && call.isOwn();
    }

    /** What there is to tell of the call's key; nothing for one that was looked at just now. */
    List<Suspicion> look(Call call, Predicate<Kind> isOff, Instant now) {
        String id = String.valueOf(call.actor().accessKey());
        List<KeyDetection> on =
                detections.stream().filter(each -> !isOff.test(each.kind())).toList();
        Instant before = looked.get(id);
        if (on.isEmpty() || (before != null && before.plus(LEFT_ALONE).isAfter(now))) {
            return List.of();
        }
        String userId = call.actor().userId();
        Map<String, Identity> known =
                inventory.find(userId.isEmpty() ? Set.of(id) : Set.of(id, userId));
        KeyDetection.Used used = new KeyDetection.Used(call, id, known.get(id), known.get(userId));
        List<Suspicion> told = new ArrayList<>();
        on.forEach(each -> each.look(used, now).ifPresent(told::add));
        return told;
    }

    /** The call's key was looked at, and what there was to tell was kept. */
    void looked(Call call, Instant now) {
        String id = String.valueOf(call.actor().accessKey());
        looked.remove(id);
        looked.put(id, now);
    }

    private @Nullable Duration idle(Identity key, @Nullable Identity user, Instant now) {
        Terms known = terms(now);
        if (known == null || isExempt(known, key.id(), now)) {
            return null;
        }
        if (user != null && isExempt(known, user.id(), now)) {
            return null;
        }
        return known.limits().of(key, user).idle();
    }

    private static boolean isExempt(Terms terms, String id, Instant now) {
        Exemption exemption = terms.exemptions().get(id);
        return exemption != null && exemption.until().isAfter(now);
    }

    /** Null when they cannot be read: then no limit is known, and nobody is told of. */
    private @Nullable Terms terms(Instant now) {
        if (termsAt.plus(TERMS_KEPT).isBefore(now)) {
            try {
                terms = catalogue.terms();
            } catch (RuntimeException unreadable) {
                terms = null; // the sweep rings for that
            }
            termsAt = now;
        }
        return terms;
    }
}
