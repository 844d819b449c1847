package dev.curfew.core.lease;

/**
 * What every session may call beside its scope, so that an agent that holds nothing else can hand
 * on and end what it holds.
 *
 * @param issue ARN of the issue function, with its alias
 * @param release ARN of the release function, with its alias
 */
public record Doors(String issue, String release) {}
