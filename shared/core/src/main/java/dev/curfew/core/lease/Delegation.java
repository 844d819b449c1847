package dev.curfew.core.lease;

import dev.curfew.core.refusal.Refusal;
import dev.curfew.policy.Answer;
import dev.curfew.policy.Containment;
import dev.curfew.policy.Context;
import dev.curfew.policy.Narrowing;
import dev.curfew.policy.Policy;
import dev.curfew.policy.Witness;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what is delegated to what the delegating lease has itself. What is compared is what STS is
 * sent for either session, deadline and networks included, with what each session will be known by;
 * both are sessions of one role, so that containment of policies is containment of powers.
 */
final class Delegation {

    private final Lease parent;
    private final Grant child;

    /**
     * @param child what is asked for; its doors are left out, since every session has them
     */
    Delegation(Lease parent, Grant child) {
        this.parent = parent;
        this.child = child;
    }

    /** Why it may not be handed on; empty when it may. */
    Optional<Refusal> refuses() {
        if (parent.grant().delegationsLeft() < 1 || parent.lineage().depth() >= Lineage.DEEPEST) {
            return refused(
                    "delegation-too-deep",
                    "lease `"
                            + parent.id()
                            + "` was handed on "
                            + parent.lineage().depth()
                            + " times, and its tasks allow no more",
                    "let the lease above ask, or have the task's delegationDepth raised (5 at most)");
        }
        if (child.expiresAt().isAfter(parent.expiresAt())) {
            return refused(
                    "duration-exceeds-parent",
                    "it would end at "
                            + child.expiresAt()
                            + ", after lease `"
                            + parent.id()
                            + "`, which ends at "
                            + parent.expiresAt(),
                    "ask for less time than that lease has left");
        }
        return powers();
    }

    private Optional<Refusal> powers() {
        Policy scope = SessionPolicy.read(child.scope());
        return switch (contains(scope)) {
            case Answer.Contained within -> Optional.empty();
            case Answer.NotContained(Witness witness, var reading) ->
                    refused(
                            "scope-exceeds-parent",
                            "the scope allows "
                                    + Ceiling.words(witness)
                                    + ", which lease `"
                                    + parent.id()
                                    + "` does not",
                            nearest(scope));
            case Answer.Unknown(String reason) ->
                    refused(
                            "scope-undecided",
                            "it cannot be shown that the scope lies within that of lease `"
                                    + parent.id()
                                    + "`: "
                                    + reason,
                            "write the scope with fewer wildcards and conditions, or in that lease's own words");
        };
    }

    private Answer contains(Policy scope) {
        Policy held = SessionPolicy.read(parent.grant().sessionPolicy());
        Policy wanted = SessionPolicy.confine(scope, child.expiresAt(), child.networks());
        return Containment.ofSession(held, keys(parent.grant())).contains(wanted, keys(child));
    }

    /** What AWS will know a session of the parent's role by. */
    private Context keys(Grant grant) {
        LeaseId id = grant.lineage().self();
        return new Context(
                Map.of(
                        "aws:userid",
                        List.of(parent.roleId() + ":" + id),
                        "aws:PrincipalArn",
                        List.of(parent.role()),
                        "aws:PrincipalAccount",
                        List.of(parent.role().split(":", 6)[4]),
                        "aws:PrincipalType",
                        List.of("AssumedRole"),
                        "aws:SourceIdentity",
                        List.of(grant.holder().id()),
                        "aws:PrincipalTag/" + Sessions.LEASE_TAG,
                        List.of(id.value()),
                        "aws:PrincipalTag/" + Sessions.TASK_TAG,
                        List.of(grant.task()),
                        "aws:PrincipalTag/" + Sessions.LINEAGE_TAG,
                        List.of(grant.lineage().toString())));
    }

    private String nearest(Policy scope) {
        Policy held = SessionPolicy.read(parent.grant().scope());
        return switch (Narrowing.intersect(scope.withoutSids(), held.withoutSids())) {
            case Narrowing.Written(Policy both) when contains(both).yes() ->
                    "ask for what lies within: " + Narrowing.minimize(both).print();
            case Narrowing.Nothing nothing ->
                    "nothing of the scope lies within that lease's; ask for it with credentials of your own";
            case Narrowing.Written written -> leaveOut();
            case Narrowing.NotWritable notWritable -> leaveOut();
        };
    }

    private String leaveOut() {
        return "leave out what that lease does not allow; `curfew lease show "
                + parent.id()
                + "` shows its scope";
    }

    private static Optional<Refusal> refused(String code, String message, String help) {
        return Optional.of(new Refusal(code, message, help));
    }
}
