/**
 * What people are told of what happened: from an event on the bus to a notice somebody can act on.
 */
@NullMarked
package dev.curfew.core.notice;

import org.jspecify.annotations.NullMarked;
