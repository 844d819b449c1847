package dev.curfew.local;

import java.net.URI;

/**
 * How a stack reaches the page that stands where Slack would.
 *
 * @param endpoint instead of Slack's address, without a path
 * @param secretArn where its token and signing secret are kept
 * @param channel where messages go that are for nobody in particular
 */
public record SlackConnection(URI endpoint, String secretArn, String channel) {}
