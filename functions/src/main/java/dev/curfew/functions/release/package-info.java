/** The release function: ends a lease when its holder is done. */
@NullMarked
package dev.curfew.functions.release;

import org.jspecify.annotations.NullMarked;
