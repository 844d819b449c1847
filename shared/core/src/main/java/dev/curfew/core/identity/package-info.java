/**
 * The inventory: every access key, user, role and service credential, learned from IAM's events.
 */
@NullMarked
package dev.curfew.core.identity;

import org.jspecify.annotations.NullMarked;
