package dev.curfew.functions;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Lambda tells a function of itself, for tests. */
public final class FakeContext implements Context {

    private final @Nullable ClientContext client;

    private FakeContext(@Nullable ClientContext client) {
        this.client = client;
    }

    /** Of an invocation whose answer is awaited. */
    public static FakeContext awaited() {
        return with(Map.of("curfew", "answer-awaited"));
    }

    /** Of an asynchronous invocation: Lambda passes no client context on. */
    public static FakeContext notAwaited() {
        return new FakeContext(null);
    }

    /** Of a synchronous invocation by a client that says these things. */
    public static FakeContext with(@Nullable Map<String, String> custom) {
        return new FakeContext(
                new ClientContext() {
                    @Override
                    public Client getClient() {
                        throw new UnsupportedOperationException("no function asks for it");
                    }

                    @Override
                    @SuppressWarnings("NullAway") // as Lambda's own does
                    public Map<String, String> getCustom() {
                        return custom;
                    }

                    @Override
                    public Map<String, String> getEnvironment() {
                        throw new UnsupportedOperationException("no function asks for it");
                    }
                });
    }

    @Override
    public String getAwsRequestId() {
        return "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
    }

    @Override
    public String getLogGroupName() {
        return "/curfew/curfew/test";
    }

    @Override
    public String getLogStreamName() {
        return "test";
    }

    @Override
    public String getFunctionName() {
        return "curfew-test";
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-east-1:123456789012:function:curfew-test:live";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("no function asks for it");
    }

    @Override
    @SuppressWarnings("NullAway") // as Lambda's own does
    public ClientContext getClientContext() {
        return client;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return 30_000;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1024;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                System.out.print(message);
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }
        };
    }
}
