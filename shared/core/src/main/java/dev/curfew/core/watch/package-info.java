/**
 * What issued sessions do: reads their calls from CloudTrail's records, tells what is evidence from
 * what is not, and asks for revocations. A record is a hint; what is done follows from the tables.
 */
@NullMarked
package dev.curfew.core.watch;

import org.jspecify.annotations.NullMarked;
