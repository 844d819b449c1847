package dev.curfew.core.caller;

import org.jspecify.annotations.Nullable;

/** Who asks could not be found out, so nobody may be let in. Asking again, newly signed, may do. */
public final class CallersUnavailableException extends RuntimeException {

    public CallersUnavailableException(String message) {
        this(message, null);
    }

    public CallersUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
