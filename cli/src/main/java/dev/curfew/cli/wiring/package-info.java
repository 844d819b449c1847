/** Where the command meets the real world: the AWS SDK, the local cloud, child processes. */
@NullMarked
package dev.curfew.cli.wiring;

import org.jspecify.annotations.NullMarked;
