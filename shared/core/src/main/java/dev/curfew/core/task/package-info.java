/**
 * The catalogue: which tasks exist, the roles behind them, and the ceiling nothing issued for them
 * may exceed.
 */
@NullMarked
package dev.curfew.core.task;

import org.jspecify.annotations.NullMarked;
