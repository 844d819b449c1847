/** The seal function: seals the journals, once a day. */
@NullMarked
package dev.curfew.functions.seal;

import org.jspecify.annotations.NullMarked;
