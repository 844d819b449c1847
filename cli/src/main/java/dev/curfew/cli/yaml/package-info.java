/** Task files: YAML read into JSON, each value with the line it stands on. */
@NullMarked
package dev.curfew.cli.yaml;

import org.jspecify.annotations.NullMarked;
