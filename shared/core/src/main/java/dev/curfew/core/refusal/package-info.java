/** What Curfew answers when it will not do what was asked: what, why, and what to do about it. */
@NullMarked
package dev.curfew.core.refusal;

import org.jspecify.annotations.NullMarked;
