package dev.curfew.client;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * There is no lease to be had, or one may not have been released. {@link #code()} is for programs:
 * the code of a refusal, such as {@code scope-exceeds-ceiling}, or {@link #NO_ANSWER}. The message
 * says what is wrong and what to do.
 */
public final class CurfewException extends SdkClientException {

    /** Nothing was refused: Curfew or AWS could not be asked, or did not answer. */
    public static final String NO_ANSWER = "no-answer";

    private static final long serialVersionUID = 1L;

    private final String code;

    private CurfewException(Builder builder, String code) {
        super(builder);
        this.code = code;
    }

    static CurfewException refused(String code, String message, String help) {
        return new CurfewException(
                SdkClientException.builder()
                        .message("refused (" + code + "): " + message + "; " + help),
                code);
    }

    static CurfewException noAnswer(String message, @Nullable Throwable cause) {
        Builder builder = SdkClientException.builder().message(message);
        return new CurfewException(cause == null ? builder : builder.cause(cause), NO_ANSWER);
    }

    public String code() {
        return code;
    }

    /** A refusal stays one however often it is asked again; a missing answer may come. */
    @Override
    public boolean retryable() {
        return false;
    }
}
