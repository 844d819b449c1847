/** What people press in Slack: whose press it is, what comes of it, and how it is answered. */
@NullMarked
package dev.curfew.core.slack;

import org.jspecify.annotations.NullMarked;
