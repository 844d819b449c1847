/** What a scan of an account tells, as a table, as JSON or CSV, and as a page to show. */
@NullMarked
package dev.curfew.cli.scan;

import org.jspecify.annotations.NullMarked;
