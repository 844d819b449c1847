/** What a sweep of a large account costs. */
@NullMarked
package dev.curfew.bench.sweep;

import org.jspecify.annotations.NullMarked;
