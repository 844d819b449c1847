package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.Steps;
import dev.curfew.core.lifecycle.Acting;
import dev.curfew.core.lifecycle.Operating;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.system.CallFaults.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * Each call of AWS by which revoke quarantines a role, or operate ends its quarantine, fails in
 * each way that it can; then the same is asked again. The role is quarantined once, or has its work
 * back, and no other role is touched, not even one that bears its name now.
 */
class QuarantineFaultIT {

    private static final String ROLE = "unused";

    private static ActFaults faults;
    private static SweptAccount account;

    @BeforeAll
    static void make() {
        faults = new ActFaults();
        account = faults.account;
    }

    @AfterAll
    static void end() {
        faults.close();
    }

    @Test
    void whicheverCallOfQuarantiningFailsItIsQuarantinedOnceInTheEnd() {
        faults.everywhere(
                "quarantining",
                12,
                18,
                act -> {
                    String id = unusedAndApproved(act);
                    String run = act.planned(id);
                    Acting.Outcome first = act.actFailing(id, run);
                    String what = act.what();
                    // Without an answer to what decides, nothing is done, and nothing is begun.
                    if (first instanceof Acting.Outcome.Left) {
                        assertThat(act.fault()).as(what).isNotEqualTo(Fault.LOST_ANSWER);
                        act.ordered();
                        assertThat(act.journal(id))
                                .as(what)
                                .doesNotContain("quarantining", "quarantined");
                    }
                    Acting.Outcome last =
                            first instanceof Acting.Outcome.Acted ? first : act.act(id, run);

                    assertThat(last).as(what).isInstanceOf(Acting.Outcome.Acted.class);
                    assertThat(attached()).as(what).containsExactly(account.quarantine);
                    Identity known = act.known(id);
                    assertThat(known.status()).as(what).isEqualTo(IdentityStatus.QUARANTINED);
                    assertThat(known.steps().takenAt()).as(what).isNotNull();
                    assertThat(act.journal(id)).as(what).containsOnlyOnce("quarantined");
                    act.ordered(order("AttachRolePolicy"));
                    act.told("IdentityQuarantined", id);
                    act.nobodyElse(id);
                });
    }

    @Test
    void whicheverCallOfLiftingAQuarantineFailsItIsLiftedInTheEnd() {
        faults.everywhere(
                "lifting a quarantine",
                10,
                18,
                act -> {
                    String id = unusedAndApproved(act);
                    String run = act.planned(id);
                    assertThat(act.act(id, run)).isInstanceOf(Acting.Outcome.Acted.class);
                    Operating.Outcome first = act.restoreFailing(id);
                    Operating.Outcome last =
                            first instanceof Operating.Outcome.Done ? first : act.restore(id);

                    assertThat(last).as(act.what()).isInstanceOf(Operating.Outcome.Done.class);
                    act.ordered(order("AttachRolePolicy"), order("DetachRolePolicy"));
                    isBack(act, id, run);
                });
    }

    @Test
    void whicheverCallOfQuarantiningFailsWhoRestoresItMeanwhileHasItBack() {
        faults.everywhere(
                "quarantining what is restored before the second attempt",
                12,
                6,
                act -> {
                    String id = unusedAndApproved(act);
                    String run = act.planned(id);
                    act.actFailing(id, run);
                    boolean begun = act.known(id).steps().takenAt() != null;
                    Operating.Outcome restored = act.restore(id);

                    if (begun) {
                        assertThat(restored)
                                .as(act.what())
                                .isInstanceOf(Operating.Outcome.Done.class);
                        isBack(act, id, run);
                    } else {
                        // There is nothing to restore yet.
                        assertThat(restored)
                                .as(act.what())
                                .isInstanceOf(Operating.Outcome.Refused.class);
                        act.ordered();
                        act.nobodyElse(id);
                    }
                });
    }

    @Test
    void whicheverCallFailsARoleThatBearsTheNameNowIsNotQuarantined() {
        faults.everywhere(
                "quarantining a role whose name another bears",
                5,
                6,
                act -> {
                    String id = unusedAndApproved(act);
                    String run = act.planned(id);
                    made();
                    act.actFailing(id, run);
                    assertThat(act.act(id, run))
                            .as(act.what())
                            .isInstanceOf(Acting.Outcome.Left.class);

                    assertThat(attached()).as(act.what()).isEmpty();
                    act.ordered();
                    act.toldNothing();
                    assertThat(act.journal(id))
                            .as(act.what())
                            .doesNotContain("quarantining", "quarantined");
                });
    }

    @Test
    void whicheverCallOfQuarantiningFailsARoleThatTakesItsNameMeanwhileIsNotQuarantined() {
        faults.everywhere(
                "quarantining a role whose name another bears before the second attempt",
                12,
                6,
                act -> {
                    String id = unusedAndApproved(act);
                    String run = act.planned(id);
                    act.actFailing(id, run);
                    made();
                    assertThat(act.act(id, run)).as(act.what()).isNotNull();

                    assertThat(attached()).as(act.what()).isEmpty();
                });
    }

    /** It can be used, and revoke leaves it alone. */
    private static void isBack(FaultedAct act, String id, String run) {
        String what = act.what();
        assertThat(act.act(id, run)).as(what).isInstanceOf(Acting.Outcome.Left.class);
        assertThat(attached()).as(what).isEmpty();
        Identity known = act.known(id);
        assertThat(known.status()).as(what).isEqualTo(IdentityStatus.ACTIVE);
        assertThat(known.steps().takenAt()).as(what).isNull();
        assertThat(known.steps().postponedTo()).as(what).isNotNull();
        assertThat(act.journal(id)).as(what).containsOnlyOnce("restored");
        act.told("IdentityRestored", id);
        act.nobodyElse(id);
    }

    /** A role that nothing has used for long, and that a person lets be quarantined. */
    private static String unusedAndApproved(FaultedAct act) {
        Role role = made();
        Instant longAgo = Instant.now().minus(Duration.ofDays(300)).truncatedTo(ChronoUnit.SECONDS);
        act.known(
                Identity.found(
                                role.roleId(),
                                IdentityKind.ROLE,
                                LocalCloud.ACCOUNT,
                                ROLE,
                                IdentityStatus.ACTIVE,
                                longAgo,
                                longAgo)
                        .edit()
                        .named(ROLE, role.arn())
                        .created(new Identity.Creation(FaultedAct.BY, longAgo))
                        .steps(Steps.NONE.approved(FaultedAct.BY))
                        .first());
        return role.roleId();
    }

    /** A role of the name, in place of the one that bore it. */
    private static Role made() {
        try {
            attached()
                    .forEach(policy ->
                            account.iam.detachRolePolicy(
                                    detach -> detach.roleName(ROLE).policyArn(policy)));
            account.iam.deleteRole(delete -> delete.roleName(ROLE));
        } catch (NoSuchEntityException none) {
            // the first
        }
        return account.iam
                .createRole(make ->
                        make.roleName(ROLE)
                                .path("/enforced/")
                                .assumeRolePolicyDocument(SweptAccount.TRUST))
                .role();
    }

    private static List<String> attached() {
        return account
                .iam
                .listAttachedRolePolicies(list -> list.roleName(ROLE))
                .attachedPolicies()
                .stream()
                .map(AttachedPolicy::policyArn)
                .toList();
    }

    private static String order(String action) {
        return "Action=%s PolicyArn=%s RoleName=%s".formatted(action, account.quarantine, ROLE);
    }
}
