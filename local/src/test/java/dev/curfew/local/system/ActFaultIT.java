package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.Acting;
import dev.curfew.core.lifecycle.Operating;
import dev.curfew.local.system.CallFaults.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.StatusType;

/**
 * Each call of AWS by which revoke disables a key, or operate restores it, fails in each way that
 * it can; then the same is asked again, as Lambda does or a person. What was begun comes to its
 * end, and is written once. {@link DeleteFaultIT} has the same for deleting a key, and {@link
 * QuarantineFaultIT} for roles.
 */
class ActFaultIT {

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
    void whicheverCallOfDisablingFailsItIsDisabledOnceInTheEnd() {
        faults.everywhere(
                "disabling",
                12,
                18,
                act -> {
                    account.again();
                    String run = act.planned(account.ended);
                    Acting.Outcome first = act.actFailing(account.ended, run);
                    String what = act.what();
                    // Without an answer to what decides, nothing is done, and nothing is begun.
                    if (first instanceof Acting.Outcome.Left) {
                        assertThat(act.fault()).as(what).isNotEqualTo(Fault.LOST_ANSWER);
                        act.ordered();
                        assertThat(act.journal(account.ended))
                                .as(what)
                                .doesNotContain("disabling", "disabled");
                    }
                    Acting.Outcome last =
                            first instanceof Acting.Outcome.Acted
                                    ? first
                                    : act.act(account.ended, run);

                    assertThat(last).as(what).isInstanceOf(Acting.Outcome.Acted.class);
                    assertThat(account.statusOfEnded()).as(what).isEqualTo(StatusType.INACTIVE);
                    Identity known = act.known(account.ended);
                    assertThat(known.status()).as(what).isEqualTo(IdentityStatus.INACTIVE);
                    assertThat(known.steps().takenAt()).as(what).isNotNull();
                    assertThat(act.journal(account.ended)).as(what).containsOnlyOnce("disabled");
                    act.ordered(update("Inactive"));
                    act.told("IdentityDisabled", account.ended);
                    act.nobodyElse(account.ended);
                });
    }

    @Test
    void whicheverCallOfRestoringFailsItIsRestoredInTheEnd() {
        faults.everywhere(
                "restoring",
                10,
                18,
                act -> {
                    account.again();
                    String run = act.planned(account.ended);
                    assertThat(act.act(account.ended, run))
                            .isInstanceOf(Acting.Outcome.Acted.class);
                    Operating.Outcome first = act.restoreFailing(account.ended);
                    String what = act.what();
                    Operating.Outcome last =
                            first instanceof Operating.Outcome.Done
                                    ? first
                                    : act.restore(account.ended);

                    assertThat(last).as(what).isInstanceOf(Operating.Outcome.Done.class);
                    assertThat(account.statusOfEnded()).as(what).isEqualTo(StatusType.ACTIVE);
                    Identity known = act.known(account.ended);
                    assertThat(known.status()).as(what).isEqualTo(IdentityStatus.ACTIVE);
                    assertThat(known.steps().takenAt()).as(what).isNull();
                    assertThat(known.steps().postponedTo()).as(what).isNotNull();
                    assertThat(act.act(account.ended, run))
                            .as(what)
                            .isInstanceOf(Acting.Outcome.Left.class);
                    assertThat(account.statusOfEnded()).as(what).isEqualTo(StatusType.ACTIVE);
                    assertThat(act.journal(account.ended)).as(what).containsOnlyOnce("restored");
                    act.told("IdentityRestored", account.ended);
                    act.nobodyElse(account.ended);
                });
    }

    private static String update(String status) {
        return "AccessKeyId=%s Action=UpdateAccessKey Status=%s UserName=ended"
                .formatted(account.ended, status);
    }
}
