/** One class a command: its options, what it does, what it prints. */
@NullMarked
package dev.curfew.cli.command;

import org.jspecify.annotations.NullMarked;
