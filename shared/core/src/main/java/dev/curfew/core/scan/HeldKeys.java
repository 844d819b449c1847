package dev.curfew.core.scan;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Credentials;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What users hold by the credential report and, where ids are asked for, by the list of their keys.
 */
final class HeldKeys {

    private final @Nullable UserKeys keys;
    private final UserReport.Answer.@Nullable Ready report;
    private final Consumer<String> notes;

    HeldKeys(
            @Nullable UserKeys keys,
            UserReport.Answer.@Nullable Ready report,
            Consumer<String> notes) {
        this.keys = keys;
        this.report = report;
        this.notes = notes;
    }

    /**
     * The keys and certificates of a user.
     *
     * @param created when the user was made, since a row may be of another who bore the name before
     */
    List<Held> of(String arn, Instant created) {
        UserReport.Row row = report == null ? null : report.row(arn, created);
        List<UserReport.Slot> slots = row == null ? List.of() : row.slots();
        List<Held> held = new ArrayList<>();
        List<Held> listed = keys == null ? null : listed(keys, arn, slots);
        for (UserReport.Slot slot : slots) {
            if (listed == null || slot.kind() != IdentityKind.ACCESS_KEY) {
                held.add(Held.reported(slot));
            }
        }
        if (listed != null) {
            held.addAll(listed);
        }
        return held;
    }

    private @Nullable List<Held> listed(UserKeys keys, String arn, List<UserReport.Slot> slots) {
        try {
            List<Held> held = new ArrayList<>();
            for (Credentials.Listed key : keys.of(UserReport.nameOf(arn))) {
                held.add(Held.key(key, held.size() + 1, use(keys, key, slots)));
            }
            return held;
        } catch (NotPermitted denied) {
            notes.accept("ids of keys are not shown: allow " + denied.action());
            return null;
        }
    }

    /** The report's word where it tells of a use; IAM's where the report tells of none. */
    private static LastUse use(UserKeys keys, Credentials.Listed key, List<UserReport.Slot> slots) {
        List<UserReport.Slot> made =
                slots.stream()
                        .filter(slot -> slot.kind() == IdentityKind.ACCESS_KEY)
                        .filter(slot -> key.created().equals(slot.made()))
                        .toList();
        // Two keys of one second cannot be told apart in the report.
        return made.size() == 1 && made.getFirst().use() instanceof LastUse.Used used
                ? used
                : keys.lastUse(key.id());
    }
}
