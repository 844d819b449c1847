package dev.curfew.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Quarantine.Done;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;
import software.amazon.awssdk.services.iam.model.UnmodifiableEntityException;
import software.amazon.awssdk.services.iam.paginators.ListAttachedRolePoliciesIterable;

class IamQuarantineTest {

    private static final String POLICY = "arn:aws:iam::123456789012:policy/curfew/curfew-quarantine";
    private static final int ROOM = 10;

    /** Two pages long at the most, so that what is on the second counts too. */
    private static final int PAGE = 5;

    private final FakeRoles roles = new FakeRoles();
    private final IamQuarantine quarantine = new IamQuarantine(roles, POLICY);

    @Test
    void itAttachesAndDetachesOnePolicyAndAgainChangesNothing() {
        roles.make("job", "AROAJOB", List.of("arn:a", "arn:b"));
        Identity role = role("job", "AROAJOB");

        assertThat(quarantine.statusNow(role)).contains(IdentityStatus.ACTIVE);
        assertThat(quarantine.begin(role)).isEqualTo(Done.YES);
        assertThat(quarantine.begin(role)).isEqualTo(Done.YES);
        assertThat(quarantine.statusNow(role)).contains(IdentityStatus.QUARANTINED);
        assertThat(roles.attachedTo("job")).containsExactly("arn:a", "arn:b", POLICY);
        assertThat(quarantine.end(role)).isEqualTo(Done.YES);
        assertThat(quarantine.end(role)).isEqualTo(Done.YES);

        assertThat(roles.attachedTo("job")).containsExactly("arn:a", "arn:b");
        assertThat(roles.changes).containsExactly("attach job " + POLICY, "detach job " + POLICY);
    }

    @Test
    void aFullRoleHasNoRoomUnlessThePolicyIsThereAlready() {
        List<String> nine = new ArrayList<>();
        for (int i = 0; i < ROOM - 1; i++) {
            nine.add("arn:" + i);
        }
        roles.make("nearly", "AROANEARLY", nine);
        List<String> ten = new ArrayList<>(nine);
        ten.add("arn:last");
        roles.make("full", "AROAFULL", ten);

        assertThat(quarantine.begin(role("nearly", "AROANEARLY"))).isEqualTo(Done.YES);
        assertThat(quarantine.begin(role("nearly", "AROANEARLY"))).isEqualTo(Done.YES);
        assertThat(quarantine.begin(role("full", "AROAFULL"))).isEqualTo(Done.NO_ROOM);
        assertThat(roles.attachedTo("full")).isEqualTo(ten);
    }

    @Test
    void anotherRoleUnderTheNameIsNotTouched() {
        roles.make("job", "AROANEW", List.of(POLICY));

        assertThat(quarantine.begin(role("job", "AROAOLD"))).isEqualTo(Done.GONE);
        assertThat(quarantine.end(role("job", "AROAOLD"))).isEqualTo(Done.GONE);
        assertThat(quarantine.statusNow(role("job", "AROAOLD"))).isEmpty();
        assertThat(quarantine.lastUse(role("job", "AROAOLD"))).isInstanceOf(LastUse.Unknown.class);
        assertThat(quarantine.lastUse(role("none", "AROANONE")))
                .isInstanceOf(LastUse.Unknown.class);
        assertThat(quarantine.begin(role("none", "AROANONE"))).isEqualTo(Done.GONE);
        assertThat(quarantine.end(role("none", "AROANONE"))).isEqualTo(Done.GONE);

        assertThat(roles.changes).isEmpty();
    }

    @Test
    void aRolesLastUseIsWhatIamSaysOfTheLast400Days() {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        roles.make("job", "AROAJOB", List.of());

        assertThat(quarantine.lastUse(role("job", "AROAJOB"))).isEqualTo(new LastUse.Never());
        roles.usedAt = at;
        assertThat(quarantine.lastUse(role("job", "AROAJOB")))
                .isEqualTo(new LastUse.Used(at, null, "eu-west-1"));
    }

    @Test
    void aRoleThatGoesMeanwhileIsGone() {
        roles.make("job", "AROAJOB", List.of());
        roles.beforeAChange = roles::clear;

        assertThat(quarantine.begin(role("job", "AROAJOB"))).isEqualTo(Done.GONE);
    }

    @Test
    void aServicesOwnRoleIsAnErrorAndSoIsAMissingPolicy() {
        roles.make("service", "AROASERVICE", List.of());
        roles.beforeAChange =
                () -> {
                    throw UnmodifiableEntityException.builder().build();
                };
        assertThatExceptionOfType(UnmodifiableEntityException.class)
                .isThrownBy(() -> quarantine.begin(role("service", "AROASERVICE")));

        roles.beforeAChange =
                () -> {
                    throw NoSuchEntityException.builder().build();
                };
        assertThatExceptionOfType(NoSuchEntityException.class)
                .isThrownBy(() -> quarantine.begin(role("service", "AROASERVICE")));
    }

    @Test
    void nothingButARoleOfAKnownNameIsQuarantined() {
        Identity user =
                identity("AIDAALICE", IdentityKind.USER, "alice");
        assertThatIllegalArgumentException().isThrownBy(() -> quarantine.begin(user));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quarantine.begin(identity("AROAX", IdentityKind.ROLE, null)));
    }

    private static Identity role(String name, String id) {
        return identity(id, IdentityKind.ROLE, name);
    }

    private static Identity identity(String id, IdentityKind kind, @Nullable String name) {
        return Identity.found(
                id,
                kind,
                "123456789012",
                name,
                IdentityStatus.ACTIVE,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** Roles as IAM keeps them, with room for so many policies. */
    private static final class FakeRoles implements IamClient {

        private record Role(String id, List<String> attached) {}

        private final Map<String, Role> roles = new HashMap<>();
        private final List<String> changes = new ArrayList<>();
        private Runnable beforeAChange = () -> {};
        private @Nullable Instant usedAt;

        void make(String name, String id, List<String> attached) {
            roles.put(name, new Role(id, new ArrayList<>(attached)));
        }

        List<String> attachedTo(String name) {
            return find(name).attached();
        }

        void clear() {
            roles.clear();
        }

        private Role find(String name) {
            Role role = roles.get(name);
            if (role == null) {
                throw NoSuchEntityException.builder().build();
            }
            return role;
        }

        @Override
        public GetRoleResponse getRole(GetRoleRequest request) {
            String id = find(request.roleName()).id();
            return GetRoleResponse.builder()
                    .role(role ->
                            role.roleId(id)
                                    .roleLastUsed(
                                            RoleLastUsed.builder()
                                                    .lastUsedDate(usedAt)
                                                    .region(usedAt == null ? null : "eu-west-1")
                                                    .build()))
                    .build();
        }

        @Override
        public ListAttachedRolePoliciesResponse listAttachedRolePolicies(
                ListAttachedRolePoliciesRequest request) {
            List<String> all = find(request.roleName()).attached();
            boolean second = request.marker() != null;
            List<String> page =
                    second
                            ? all.subList(PAGE, all.size())
                            : all.subList(0, Math.min(PAGE, all.size()));
            boolean more = !second && all.size() > PAGE;
            return ListAttachedRolePoliciesResponse.builder()
                    .attachedPolicies(
                            page.stream()
                                    .map(arn -> AttachedPolicy.builder().policyArn(arn).build())
                                    .toList())
                    .isTruncated(more)
                    .marker(more ? "second" : null)
                    .build();
        }

        @Override
        public ListAttachedRolePoliciesIterable listAttachedRolePoliciesPaginator(
                ListAttachedRolePoliciesRequest request) {
            return new ListAttachedRolePoliciesIterable(this, request);
        }

        @Override
        public AttachRolePolicyResponse attachRolePolicy(AttachRolePolicyRequest request) {
            beforeAChange.run();
            List<String> attached = find(request.roleName()).attached();
            if (attached.size() >= ROOM) {
                throw LimitExceededException.builder().build();
            }
            changes.add("attach " + request.roleName() + " " + request.policyArn());
            attached.add(request.policyArn());
            return AttachRolePolicyResponse.builder().build();
        }

        @Override
        public DetachRolePolicyResponse detachRolePolicy(DetachRolePolicyRequest request) {
            beforeAChange.run();
            if (!find(request.roleName()).attached().remove(request.policyArn())) {
                throw NoSuchEntityException.builder().build();
            }
            changes.add("detach " + request.roleName() + " " + request.policyArn());
            return DetachRolePolicyResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "iam";
        }

        @Override
        public void close() {}
    }
}
