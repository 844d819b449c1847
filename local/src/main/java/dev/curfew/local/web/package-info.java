/**
 * Pages for one person on this machine: loopback only, let in by a link that works once, escaped,
 * without a script. The console and the page that stands where Slack would are made with it.
 */
@NullMarked
package dev.curfew.local.web;

import org.jspecify.annotations.NullMarked;
