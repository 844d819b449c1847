package dev.curfew.policy;

/**
 * One thing wrong with a policy document.
 *
 * @param path a JSON pointer to the place, empty for the document as a whole
 * @param message what was found and why it is wrong
 * @param help what is allowed there
 */
public record Problem(String path, String message, String help) {}
