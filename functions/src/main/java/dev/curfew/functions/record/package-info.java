/** The record function: keeps the inventory up with IAM's events. */
@NullMarked
package dev.curfew.functions.record;

import org.jspecify.annotations.NullMarked;
