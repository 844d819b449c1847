/** Revocation: what a role's policy denies, bringing it there, and seeing it take effect. */
@NullMarked
package dev.curfew.core.revocation;

import org.jspecify.annotations.NullMarked;
