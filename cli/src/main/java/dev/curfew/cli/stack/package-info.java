/** A deployed Curfew as the command sees it: functions to call and tables to read. */
@NullMarked
package dev.curfew.cli.stack;

import org.jspecify.annotations.NullMarked;
