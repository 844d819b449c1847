/** The sweep, measured over a generated account that an HTTP server answers for as IAM does. */
@NullMarked
package dev.curfew.bench.sweep;

import org.jspecify.annotations.NullMarked;
