/** The contract of the events on Curfew's bus, for the tests of whoever says them. */
@NullMarked
package dev.curfew.core.event;

import org.jspecify.annotations.NullMarked;
