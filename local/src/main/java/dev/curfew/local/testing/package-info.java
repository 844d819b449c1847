/** The local cloud for integration tests: one for the whole JVM, gone with it. */
@NullMarked
package dev.curfew.local.testing;

import org.jspecify.annotations.NullMarked;
