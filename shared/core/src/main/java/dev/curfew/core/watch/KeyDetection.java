package dev.curfew.core.watch;

import dev.curfew.core.identity.Identity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a call that was signed with a user's access key. */
interface KeyDetection {

    Kind kind();

    /** What there is to tell; empty whenever anything that would decide it is not known. */
    Optional<Suspicion> look(Used used, Instant now);

    /**
     * A use of a key.
     *
     * @param id of the key
     * @param key what the inventory knows of it; null when it knows nothing
     * @param user what it knows of its user; null when it knows nothing
     */
    record Used(Call call, String id, @Nullable Identity key, @Nullable Identity user) {

        /** The user's name; null when the record does not tell it. */
        @Nullable String userName() {
            String arn = call.actor().arn();
            return arn == null || !arn.contains(":user/")
                    ? null
                    : arn.substring(arn.lastIndexOf('/') + 1);
        }
    }
}
