/**
 * Looks at an account once, reads only, and tells what Curfew would make of it. Nothing of Curfew
 * needs to be installed there.
 */
@NullMarked
package dev.curfew.core.scan;

import org.jspecify.annotations.NullMarked;
