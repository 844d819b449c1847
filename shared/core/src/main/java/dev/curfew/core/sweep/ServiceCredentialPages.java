package dev.curfew.core.sweep;

import dev.curfew.core.lifecycle.Credentials.Listed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service credentials of all users, page by page, by the same promise as the account's. */
public interface ServiceCredentialPages {

    /** A page. */
    Page read(@Nullable String marker);

    /**
     * One page.
     *
     * @param next the marker of the page that follows; null after the last
     */
    record Page(List<Held> credentials, @Nullable String next) {
        public Page {
            credentials = List.copyOf(credentials);
        }
    }

    /** A credential and its user's name. */
    record Held(String userName, Listed credential) {}
}
