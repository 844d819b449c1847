/** Tells people in Slack what happened. */
@NullMarked
package dev.curfew.functions.notify;

import org.jspecify.annotations.NullMarked;
