/** Leases for programs: asked for, renewed as they are used, released when the work is done. */
@NullMarked
package dev.curfew.client;

import org.jspecify.annotations.NullMarked;
