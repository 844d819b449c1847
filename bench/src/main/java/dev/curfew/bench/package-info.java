/** How fast and how right the policy engine is. */
@NullMarked
package dev.curfew.bench;

import org.jspecify.annotations.NullMarked;
