/** Who asks: the proof of a caller, and the identity that stands behind it. */
@NullMarked
package dev.curfew.core.caller;

import org.jspecify.annotations.NullMarked;
