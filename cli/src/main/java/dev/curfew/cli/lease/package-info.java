/** Leases that a running command holds, and the ways in which other programs get at them. */
@NullMarked
package dev.curfew.cli.lease;

import org.jspecify.annotations.NullMarked;
