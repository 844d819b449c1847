/** What every function is made of: strict JSON in, JSON out, structured logs and metrics. */
@NullMarked
package dev.curfew.functions;

import org.jspecify.annotations.NullMarked;
