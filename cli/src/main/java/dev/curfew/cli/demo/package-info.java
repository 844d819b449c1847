/** The story that {@code curfew demo} tells, every line of it a real call with its real answer. */
@NullMarked
package dev.curfew.cli.demo;

import org.jspecify.annotations.NullMarked;
