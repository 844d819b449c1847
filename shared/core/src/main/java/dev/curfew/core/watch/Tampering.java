package dev.curfew.core.watch;

import dev.curfew.core.watch.BrokeredRoles.Broker;
import java.util.Optional;
import java.util.Set;

/** A change to what holds sessions in, by anyone but the system and who deploys it. */
final class Tampering {

    private static final Set<String> DENYING = Set.of("PutRolePolicy", "DeleteRolePolicy");

    /** Use is no change, and who looks into a dead-letter queue takes messages. */
    private static final Set<String> USE =
            Set.of(
                    "ChangeMessageVisibility",
                    "CreateLogStream",
                    "DeleteMessage",
                    "DeleteMessageBatch",
                    "Invoke",
                    "ReceiveMessage",
                    "SendMessage",
                    "SendMessageBatch");

    private final OwnStack own;
    private final BrokeredRoles roles;

    Tampering(OwnStack own, BrokeredRoles roles) {
        this.own = own;
        this.roles = roles;
    }

    Optional<Suspicion> look(Call call) {
        if (call.failure() != null || own.mayChange(call.actor())) {
            return Optional.empty();
        }
        String role = call.asked("roleName");
        if (!role.isEmpty() && call.service().equals("iam.amazonaws.com")) {
            return isOwnDenying(call) || !isOurs(call, role)
                    ? Optional.empty()
                    : Optional.of(suspicion(call, "role `" + role + "`"));
        }
        if (USE.contains(call.name())
                || own.isFunction(call.actor())
                || !(own.isNamedBy(call) || OwnStack.isPolicy(call))) {
            return Optional.empty();
        }
        return Optional.of(suspicion(call, "what Curfew itself is made of"));
    }

    /** Who takes a role's boundary away, or gives it another's, has made it nobody's by now. */
    private boolean isOurs(Call call, String role) {
        Broker broker = roles.of(call.account(), role);
        return broker == Broker.OURS
                || (broker == Broker.ANOTHER && call.name().endsWith("RolePermissionsBoundary"))
                || (broker == Broker.NONE && call.asked("path").startsWith("/curfew/"));
    }

    /** Revoke writes deny policies, and nobody else does. */
    private boolean isOwnDenying(Call call) {
        return own.revoke().equals(call.actor().principal())
                && DENYING.contains(call.name())
                && call.asked("policyName").equals(OwnStack.DENY_POLICY);
    }

    private static Suspicion suspicion(Call call, String what) {
        String policy = call.asked("policyName");
        return new Suspicion(
                Kind.TAMPERING,
                Kind.Severity.HIGH,
                "called `"
                        + call.name()
                        + "` on "
                        + what
                        + (policy.isEmpty() ? "" : ", policy `" + policy + "`"));
    }
}
