/** Runs the hand-reasoned cases that stand beside this package as resources. */
@NullMarked
package dev.curfew.policy.corpus;

import org.jspecify.annotations.NullMarked;
