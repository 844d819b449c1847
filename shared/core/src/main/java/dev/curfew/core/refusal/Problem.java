package dev.curfew.core.refusal;

/**
 * One thing wrong with a document.
 *
 * @param path where, as a JSON pointer (RFC 6901) into the document; empty for the whole of it
 * @param message what is wrong, with the user's own values in backticks
 * @param help what to write instead
 */
public record Problem(String path, String message, String help) {

    /** The same problem, seen from a document that holds this one at {@code prefix}. */
    public Problem under(String prefix) {
        return new Problem(prefix + path, message, help);
    }
}
