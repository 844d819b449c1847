/** Curfew whole, on the deployed stack of the local cloud. */
@NullMarked
package dev.curfew.local.system;

import org.jspecify.annotations.NullMarked;
