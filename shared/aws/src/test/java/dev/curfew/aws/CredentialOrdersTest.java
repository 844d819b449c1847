package dev.curfew.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.lifecycle.Credentials.Done;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** What IAM is told of a credential: of the right kind, with whose it is, and no more than once. */
class CredentialOrdersTest {

    private final List<String> told = new ArrayList<>();
    private Runnable answer = () -> {};

    static Stream<IdentityKind> kinds() {
        return Stream.of(
                IdentityKind.ACCESS_KEY,
                IdentityKind.SERVICE_CREDENTIAL,
                IdentityKind.SSH_PUBLIC_KEY,
                IdentityKind.SIGNING_CERTIFICATE);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachOrderNamesTheCredentialAndItsUser(IdentityKind kind) {
        Credentials credentials = of(kind);

        assertThat(credentials.kind()).isEqualTo(kind);
        assertThat(credentials.disable(credential(kind, "alice"))).isEqualTo(Done.YES);
        assertThat(credentials.enable(credential(kind, "alice"))).isEqualTo(Done.YES);
        assertThat(credentials.delete(credential(kind, "alice"))).isEqualTo(Done.YES);

        String call =
                switch (kind) {
                    case ACCESS_KEY -> "AccessKey";
                    case SERVICE_CREDENTIAL -> "ServiceSpecificCredential";
                    case SSH_PUBLIC_KEY -> "SSHPublicKey";
                    case SIGNING_CERTIFICATE -> "SigningCertificate";
                    case USER, ROLE -> throw new AssertionError(kind);
                };
        assertThat(told)
                .containsExactly(
                        "update" + call + " Inactive THECREDENTIAL01 alice",
                        "update" + call + " Active THECREDENTIAL01 alice",
                        "delete" + call + " THECREDENTIAL01 alice");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsNotThereIsGone(IdentityKind kind) {
        answer =
                () -> {
                    throw NoSuchEntityException.builder().build();
                };

        for (Done done : orders(of(kind), credential(kind, "alice"))) {
            assertThat(done).isEqualTo(Done.GONE);
        }
    }

    /** IAM takes an order without a name for one on the caller's own credential. */
    @ParameterizedTest
    @MethodSource("kinds")
    void withoutTheUsersNameNothingIsTold(IdentityKind kind) {
        for (Consumer<Identity> order : each(of(kind))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> order.accept(credential(kind, null)));
            assertThatIllegalStateException().isThrownBy(() -> order.accept(credential(kind, "")));
        }
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anyOtherAnswerIsAnError(IdentityKind kind) {
        answer =
                () -> {
                    throw IamException.builder().message("throttled").build();
                };

        for (Consumer<Identity> order : each(of(kind))) {
            assertThatExceptionOfType(IamException.class)
                    .isThrownBy(() -> order.accept(credential(kind, "alice")));
        }
    }

    private static List<Done> orders(Credentials credentials, Identity credential) {
        return List.of(
                credentials.disable(credential),
                credentials.enable(credential),
                credentials.delete(credential));
    }

    private static List<Consumer<Identity>> each(Credentials credentials) {
        return List.of(credentials::disable, credentials::enable, credentials::delete);
    }

    private static Identity credential(IdentityKind kind, @Nullable String user) {
        return Identity.found(
                "THECREDENTIAL01",
                kind,
                "123456789012",
                user,
                IdentityStatus.ACTIVE,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private Credentials of(IdentityKind kind) {
        IamClient iam = iam();
        return switch (kind) {
            case ACCESS_KEY -> new AccessKeys(iam);
            case SERVICE_CREDENTIAL -> new ServiceCredentials(iam);
            case SSH_PUBLIC_KEY -> new SshPublicKeys(iam);
            case SIGNING_CERTIFICATE -> new SigningCertificates(iam);
            case USER, ROLE -> throw new AssertionError(kind);
        };
    }

    /** Notes each call with all that it carries, in the order of the fields' names. */
    private IamClient iam() {
        IamClient notes =
                (IamClient)
                        Proxy.newProxyInstance(
                                IamClient.class.getClassLoader(),
                                new Class<?>[] {IamClient.class},
                                (proxy, method, arguments) -> {
                                    if (arguments[0] instanceof Consumer) {
                                        // The form that builds a request and calls the other.
                                        return InvocationHandler.invokeDefault(
                                                proxy, method, arguments);
                                    }
                                    answer.run();
                                    SdkPojo request = (SdkPojo) arguments[0];
                                    StringBuilder line = new StringBuilder(method.getName());
                                    request.sdkFields().stream()
                                            .map(field -> field.getValueOrDefault(request))
                                            .filter(value -> value != null)
                                            .map(Object::toString)
                                            .sorted()
                                            .forEach(value -> line.append(' ').append(value));
                                    told.add(line.toString());
                                    return null;
                                });
        return notes;
    }
}
