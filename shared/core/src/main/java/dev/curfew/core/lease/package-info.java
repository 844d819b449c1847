/** Leases: issuing a session for one task, ending it, and knowing of every one that may be live. */
@NullMarked
package dev.curfew.core.lease;

import org.jspecify.annotations.NullMarked;
