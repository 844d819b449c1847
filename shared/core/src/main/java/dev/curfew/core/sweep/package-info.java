/**
 * Brings the inventory in line with the account itself, once a day, and plans what the limits ask
 * for: events are best effort, so what they did not tell is found here.
 */
@NullMarked
package dev.curfew.core.sweep;

import org.jspecify.annotations.NullMarked;
