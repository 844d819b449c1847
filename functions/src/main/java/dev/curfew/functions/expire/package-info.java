/** The expire function: closes what is past its deadline, every minute. */
@NullMarked
package dev.curfew.functions.expire;

import org.jspecify.annotations.NullMarked;
