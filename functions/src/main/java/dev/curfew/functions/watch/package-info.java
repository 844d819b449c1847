/** The function that watches what issued sessions do. */
@NullMarked
package dev.curfew.functions.watch;

import org.jspecify.annotations.NullMarked;
