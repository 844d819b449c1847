/** Pages of a deployed Curfew for one person's browser, on this machine. */
@NullMarked
package dev.curfew.cli.console;

import org.jspecify.annotations.NullMarked;
