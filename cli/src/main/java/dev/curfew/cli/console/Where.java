package dev.curfew.cli.console;

/**
 * What is looked at, and as whom.
 *
 * @param stack the stack's name
 * @param place the account and Region, or the endpoint
 * @param caller the ARN of whose credentials are used; {@code ?} when that is not known
 */
record Where(String stack, String place, String caller) {}
