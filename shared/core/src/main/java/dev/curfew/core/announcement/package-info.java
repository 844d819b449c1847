/** What Curfew tells the rest of the world on its event bus. */
@NullMarked
package dev.curfew.core.announcement;

import org.jspecify.annotations.NullMarked;
