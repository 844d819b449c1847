package dev.curfew.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.curfew.core.revocation.RolePolicies.Written;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

class IamRolePoliciesTest {

    private static final String PATH = "arn:aws:iam::123456789012:role/curfew/";

    private final List<String> calls = new ArrayList<>();
    private final IamRolePolicies policies =
            new IamRolePolicies(
                    new IamClient() {
                        @Override
                        public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest request) {
                            calls.add(
                                    "put %s %s %s"
                                            .formatted(
                                                    request.roleName(),
                                                    request.policyName(),
                                                    request.policyDocument()));
                            switch (request.roleName()) {
                                case "gone" -> throw NoSuchEntityException.builder().build();
                                case "full" -> throw LimitExceededException.builder().build();
                                default -> {}
                            }
                            return PutRolePolicyResponse.builder().build();
                        }

                        @Override
                        public DeleteRolePolicyResponse deleteRolePolicy(
                                DeleteRolePolicyRequest request) {
                            calls.add(
                                    "delete %s %s"
                                            .formatted(request.roleName(), request.policyName()));
                            if (request.roleName().equals("gone")) {
                                throw NoSuchEntityException.builder().build();
                            }
                            return DeleteRolePolicyResponse.builder().build();
                        }

                        @Override
                        public String serviceName() {
                            return "iam";
                        }

                        @Override
                        public void close() {}
                    });

    @Test
    void itWritesAndRemovesOnePolicyAndNoOther() {
        assertThat(policies.put(PATH + "orders", "{}")).isEqualTo(Written.DONE);
        assertThat(policies.put(PATH + "team/a/orders-2", "{}")).isEqualTo(Written.DONE);
        assertThat(policies.remove(PATH + "orders")).isEqualTo(Written.DONE);

        assertThat(calls)
                .containsExactly(
                        "put orders curfew-deny {}",
                        "put orders-2 curfew-deny {}",
                        "delete orders curfew-deny");
    }

    @Test
    void itSaysWhatIamSaid() {
        assertThat(policies.put(PATH + "gone", "{}")).isEqualTo(Written.ROLE_GONE);
        assertThat(policies.put(PATH + "full", "{}")).isEqualTo(Written.TOO_LONG);
        assertThat(policies.remove(PATH + "gone")).isEqualTo(Written.DONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:role/admin",
                "arn:aws:iam::123456789012:role/curfew",
                "arn:aws:iam::123456789012:role/curfew/",
                "arn:aws:iam::123456789012:role/curfew-revoke",
                "arn:aws:iam::123456789012:role/other/curfew/orders",
                "arn:aws:iam::123456789012:user/curfew/orders",
                "arn:aws:iam::12345678901:role/curfew/orders",
                "role/curfew/orders",
                "orders",
                ""
            })
    void itTouchesNoRoleOutsideOfThePath(String role) {
        assertThatIllegalArgumentException().isThrownBy(() -> policies.put(role, "{}"));
        assertThatIllegalArgumentException().isThrownBy(() -> policies.remove(role));

        assertThat(calls).isEmpty();
    }
}
