package dev.curfew.core.scan;

import dev.curfew.core.sweep.AccountPages;
import dev.curfew.core.sweep.ServiceCredentialPages;
import org.jspecify.annotations.Nullable;

/**
 * Where a scan reads. Whoever may not make a call gets {@link NotPermitted}; any other failure ends
 * the scan.
 *
 * @param account the account's id
 * @param keys asked for the ids of keys; null to leave them out
 */
public record Sources(
        String account,
        AccountPages pages,
        ServiceCredentialPages serviceCredentials,
        UserReport report,
        @Nullable UserKeys keys) {}
