package dev.curfew.core.slack;

/** No answer came: what was asked for may be done, or not. */
public final class DeskUnavailableException extends RuntimeException {

    public DeskUnavailableException(String function, Throwable cause) {
        super(function + " did not answer", cause);
    }
}
