/**
 * Limits that act by themselves: what becomes of a key, a user or a role, when, and why; and how it
 * is undone.
 */
@NullMarked
package dev.curfew.core.lifecycle;

import org.jspecify.annotations.NullMarked;
