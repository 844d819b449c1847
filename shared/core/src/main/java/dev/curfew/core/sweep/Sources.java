package dev.curfew.core.sweep;

import dev.curfew.core.identity.Account;
import dev.curfew.core.lifecycle.Credentials;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the sweep reads of the account.
 *
 * @param credentials every kind that is listed user by user
 * @param unused null when the account has no analyzer for it
 */
public record Sources(
        AccountPages pages,
        CredentialReport report,
        ServiceCredentialPages serviceCredentials,
        List<Credentials> credentials,
        @Nullable UnusedAccess unused,
        Account account) {
    public Sources {
        credentials = List.copyOf(credentials);
    }
}
