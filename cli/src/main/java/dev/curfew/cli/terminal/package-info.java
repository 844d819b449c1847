/** What the command shows: lines, tables and JSON, safe to print whatever they hold. */
@NullMarked
package dev.curfew.cli.terminal;

import org.jspecify.annotations.NullMarked;
