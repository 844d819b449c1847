/** The issue function: a session for one task. */
@NullMarked
package dev.curfew.functions.issue;

import org.jspecify.annotations.NullMarked;
