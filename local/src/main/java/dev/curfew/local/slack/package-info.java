/**
 * A page that stands where Slack would, on one machine: it takes messages as Slack's Web API does,
 * holds them against Slack's limits, shows them, and sends presses of their buttons back signed.
 */
@NullMarked
package dev.curfew.local.slack;

import org.jspecify.annotations.NullMarked;
