/**
 * The only code that talks to AWS: one class per port that core declares, named for what it stands
 * on.
 */
@NullMarked
package dev.curfew.aws;

import org.jspecify.annotations.NullMarked;
