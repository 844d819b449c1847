package dev.curfew.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.curfew.core.identity.InMemoryInventory;
import dev.curfew.core.watch.BrokeredRoles.Broker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

class IamBrokeredRolesTest {

    private static final String ACCOUNT = "123456789012";
    private static final String POLICY = "arn:aws:iam::123456789012:policy/";

    private final List<String> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private String path = "/curfew/";
    private @Nullable String boundary;
    private final IamBrokeredRoles roles =
            new IamBrokeredRoles(
                    new IamClient() {
                        @Override
                        public GetRoleResponse getRole(GetRoleRequest request) {
                            asked.add(request.roleName());
                            return switch (request.roleName()) {
                                case "gone" -> throw NoSuchEntityException.builder().build();
                                case "throttled" ->
                                        throw IamException.builder().message("slow down").build();
                                default ->
                                        GetRoleResponse.builder()
                                                .role(role -> {
                                                    role.arn(
                                                            "arn:aws:iam::123456789012:role"
                                                                    + path
                                                                    + request.roleName());
                                                    if (boundary != null) {
                                                        role.permissionsBoundary(bound ->
                                                                bound.permissionsBoundaryArn(
                                                                        boundary));
                                                    }
                                                })
                                                .build();
                            };
                        }

                        @Override
                        public String serviceName() {
                            return "iam";
                        }

                        @Override
                        public void close() {}
                    },
                    new InMemoryInventory(),
                    "curfew",
                    () -> now);

    @ParameterizedTest
    @CsvSource({
        "/curfew/, curfew/curfew-boundary, OURS",
        "/curfew/, curfew/staging-boundary, ANOTHER",
        "/curfew/, curfew/curfew-2-boundary, ANOTHER",
        "/curfew/, , OURS",
        "/curfew/, people/staging-boundary, OURS",
        "/curfew/, curfew/staging, OURS",
        "/curfew/deep/, curfew/staging-boundary, ANOTHER",
        "/, curfew/curfew-boundary, NONE",
        "/curfews/, curfew/staging-boundary, NONE"
    })
    void itIsAnothersOnlyWithAnothersBoundary(
            String path, @Nullable String boundary, Broker expected) {
        this.path = path;
        this.boundary = boundary == null ? null : POLICY + boundary;

        assertThat(roles.of(ACCOUNT, "orders")).isEqualTo(expected);
    }

    @Test
    void anothersIsRememberedForAMinuteAndOursIsAskedEachTime() {
        boundary = POLICY + "curfew/staging-boundary";
        roles.of(ACCOUNT, "orders");
        now = now.plus(Duration.ofSeconds(59));
        assertThat(roles.of(ACCOUNT, "orders")).isEqualTo(Broker.ANOTHER);
        assertThat(asked).hasSize(1);

        boundary = POLICY + "curfew/curfew-boundary";
        now = now.plus(Duration.ofSeconds(1));
        assertThat(roles.of(ACCOUNT, "orders")).isEqualTo(Broker.OURS);
        assertThat(roles.of(ACCOUNT, "orders")).isEqualTo(Broker.OURS);
        assertThat(asked).hasSize(3);
    }

    @Test
    void whatIamDoesNotTellIsNobodysToGuess() {
        assertThat(roles.of(ACCOUNT, "gone")).isEqualTo(Broker.NONE);
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> roles.of(ACCOUNT, "throttled"));
    }
}
