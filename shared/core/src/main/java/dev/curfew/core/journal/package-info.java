/** What happened to each identity, in a chain that shows when an entry was changed or taken out. */
@NullMarked
package dev.curfew.core.journal;

import org.jspecify.annotations.NullMarked;
