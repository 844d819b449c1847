package dev.curfew.aws;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What an invocation says of itself. Lambda passes it on for synchronous invocations alone, so it
 * tells a function that somebody waits for the answer. See
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
public final class AwaitedAnswer {

    /** The one key among the custom values. */
    public static final String KEY = "curfew";

    /** Its value: the answer goes to who asks, and nowhere else. */
    public static final String VALUE = "answer-awaited";

    private AwaitedAnswer() {}

    /** The header that says so, as the API takes it. */
    public static String clientContext() {
        String json = "{\"custom\":{\"%s\":\"%s\"}}".formatted(KEY, VALUE);
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
