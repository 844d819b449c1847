/** The revoke function: ends leases at once, and keeps the deny policy of each role. */
@NullMarked
package dev.curfew.functions.revoke;

import org.jspecify.annotations.NullMarked;
