/** The local cloud as the command sees it. */
@NullMarked
package dev.curfew.cli.cloud;

import org.jspecify.annotations.NullMarked;
