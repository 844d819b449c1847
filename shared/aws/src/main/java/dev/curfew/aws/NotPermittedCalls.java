package dev.curfew.aws;

import dev.curfew.core.scan.NotPermitted;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

/** Tells a call that the caller may not make, by the action that would have to be allowed. */
public final class NotPermittedCalls {

    private static final String CODE = "AccessDenied";

    private NotPermittedCalls() {}

    /**
     * The same client, whose calls throw {@link NotPermitted} where IAM denies them. An interceptor
     * of the SDK cannot do this: it may only put one exception of the SDK in place of another.
     */
    public static IamClient told(IamClient iam) {
        return (IamClient)
                Proxy.newProxyInstance(
                        NotPermittedCalls.class.getClassLoader(),
                        new Class<?>[] {IamClient.class},
                        (proxy, method, arguments) -> call(iam, method, arguments));
    }

    private static @Nullable Object call(
            IamClient iam, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(iam, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof IamException refused
                    && refused.awsErrorDetails() != null
                    && CODE.equals(refused.awsErrorDetails().errorCode())) {
                throw new NotPermitted("iam:" + action(method.getName()));
            }
            throw thrown.getCause();
        }
    }

    private static String action(String method) {
        return method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
    }
}
