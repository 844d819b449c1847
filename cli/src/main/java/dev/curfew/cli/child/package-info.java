/** Another program that is run with a lease, from its start to its end. */
@NullMarked
package dev.curfew.cli.child;

import org.jspecify.annotations.NullMarked;
