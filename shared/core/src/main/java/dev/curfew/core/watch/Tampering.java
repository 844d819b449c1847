package dev.curfew.core.watch;

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
            return isOwnDenying(call) || !isBrokered(call, role)
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

    private boolean isBrokered(Call call, String role) {
        return call.asked("path").startsWith("/curfew/") || roles.isBrokered(call.account(), role);
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
