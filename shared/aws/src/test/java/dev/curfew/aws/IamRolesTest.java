package dev.curfew.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.curfew.core.caller.CallersUnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

class IamRolesTest {

    private static final String ARN = "arn:aws:iam::123456789012:role/build/ci";

    private final List<String> asked = new ArrayList<>();
    private final IamRoles roles =
            new IamRoles(
                    new IamClient() {
                        @Override
                        public GetRoleResponse getRole(GetRoleRequest request) {
                            asked.add(request.roleName());
                            return switch (request.roleName()) {
                                case "ci" ->
                                        GetRoleResponse.builder()
                                                .role(role -> role.roleId("AROA1").arn(ARN))
                                                .build();
                                case "throttled" ->
                                        throw IamException.builder().message("slow down").build();
                                default -> throw NoSuchEntityException.builder().build();
                            };
                        }

                        @Override
                        public String serviceName() {
                            return "iam";
                        }

                        @Override
                        public void close() {}
                    });

    @Test
    void aRoleIsFoundByItsNameWithItsPathAndAskedForOnce() {
        assertThat(roles.arn("ci", "AROA1")).contains(ARN);
        assertThat(roles.arn("ci", "AROA1")).contains(ARN);

        assertThat(asked).containsExactly("ci");
    }

    @Test
    void anotherRoleUnderTheSameNameIsNotTheOneAskedFor() {
        assertThat(roles.arn("ci", "AROA2")).isEmpty();
        assertThat(roles.arn("ci", "AROA1")).contains(ARN);
        assertThat(roles.arn("ci", "AROA2")).isEmpty();
    }

    @Test
    void aRoleThatIsGoneIsNotFound() {
        assertThat(roles.arn("gone", "AROA1")).isEmpty();
    }

    @Test
    void withoutAnAnswerNobodyIsLetIn() {
        assertThatExceptionOfType(CallersUnavailableException.class)
                .isThrownBy(() -> roles.arn("throttled", "AROA1"));
    }
}
