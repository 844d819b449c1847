/** The slack function: takes what people press in Slack, and answers there. */
@NullMarked
package dev.curfew.functions.slack;

import org.jspecify.annotations.NullMarked;
