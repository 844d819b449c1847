package dev.curfew.core.sweep;

import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The journal's entry of what a run found to be otherwise. */
final class Correction {

    private static final String BY = "curfew.sweep";

    /** An entry is for people, who need no whole policy in it. */
    private static final int LONGEST = 1_000;

    private Correction() {}

    /**
     * The entry.
     *
     * @param before null when the inventory knew nothing of it
     * @param readAt when the account said so
     */
    static Entry entry(Run run, @Nullable Identity before, Identity after, Instant readAt) {
        Map<String, String> detail = new TreeMap<>();
        detail.put("run", run.id());
        detail.put("kind", after.kind().name());
        detail.put("status", after.status().name());
        put(detail, "name", after.name());
        put(detail, "arn", after.arn());
        put(detail, "user", after.user());
        put(detail, "service", after.service());
        if (before != null) {
            String was = was(before, after);
            detail.put("was", was.length() > LONGEST ? was.substring(0, LONGEST) + "…" : was);
        }
        return after.journal().next(after.id(), readAt, what(before, after), BY, detail);
    }

    private static String what(@Nullable Identity before, Identity after) {
        if (before == null) {
            return "found";
        }
        if (before.status() != after.status()) {
            return switch (after.status()) {
                case DELETED -> "found-gone";
                case INACTIVE -> "found-switched-off";
                case QUARANTINED -> "found-quarantined";
                case ACTIVE -> "found-switched-on";
            };
        }
        return "corrected";
    }

    /** What the inventory had until now, of what is otherwise. */
    private static String was(Identity before, Identity after) {
        List<String> was = new ArrayList<>();
        differ(was, "status", before.status(), after.status());
        differ(was, "name", before.name(), after.name());
        differ(was, "arn", before.arn(), after.arn());
        differ(was, "user", before.user(), after.user());
        differ(was, "service", before.service(), after.service());
        differ(was, "created", before.created(), after.created());
        Details had = before.details();
        Details has = after.details();
        differ(was, "tags", had.tags(), has.tags());
        differ(was, "policies", had.policies(), has.policies());
        differ(was, "groups", had.groups(), has.groups());
        differ(was, "boundary", had.boundary(), has.boundary());
        differ(was, "powers", had.powers(), has.powers());
        differ(was, "trust", had.trust(), has.trust());
        differ(was, "password", had.password(), has.password());
        differ(was, "expires", had.expires(), has.expires());
        return String.join("; ", was);
    }

    private static void differ(
            List<String> was, String what, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            was.add(what + " " + (before == null ? "unknown" : before));
        }
    }

    private static void put(Map<String, String> detail, String name, @Nullable String value) {
        if (value != null) {
            detail.put(name, value);
        }
    }
}
