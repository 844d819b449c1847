/** Tests of the policy language and its engine. */
@NullMarked
package dev.curfew.policy;

import org.jspecify.annotations.NullMarked;
