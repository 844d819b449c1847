package dev.curfew.core.lease;

/** STS gave no clear answer, so a session may be live. */
public final class SessionsUnavailableException extends RuntimeException {
    public SessionsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
