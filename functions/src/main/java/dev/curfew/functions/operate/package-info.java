/** The operate function: what people change, checked before it is written. */
@NullMarked
package dev.curfew.functions.operate;

import org.jspecify.annotations.NullMarked;
