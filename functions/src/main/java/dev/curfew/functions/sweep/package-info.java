/** The sweep function: does one step of a run, and lets the next one follow. */
@NullMarked
package dev.curfew.functions.sweep;

import org.jspecify.annotations.NullMarked;
