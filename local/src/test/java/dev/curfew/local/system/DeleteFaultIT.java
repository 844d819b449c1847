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
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;

/**
 * Each call of AWS by which revoke deletes a key that was disabled long ago fails in each way that
 * it can; then the same is asked again. A key that is due is deleted once, and one that is not is
 * not, whatever fails.
 */
class DeleteFaultIT {

    private static final String USER = "taken";

    /** It may be deleted after 14 days. */
    private static final Duration LONG_AGO = Duration.ofDays(40);

    private static final Duration LATELY = Duration.ofDays(13);

    private static ActFaults faults;
    private static String userId;

    @BeforeAll
    static void make() {
        faults = new ActFaults();
        userId =
                faults.account
                        .iam
                        .createUser(make -> make.userName(USER).path("/enforced/"))
                        .user()
                        .userId();
    }

    @AfterAll
    static void end() {
        faults.close();
    }

    @Test
    void whicheverCallOfDeletingFailsItIsDeletedOnceInTheEnd() {
        faults.everywhere(
                "deleting",
                12,
                18,
                act -> {
                    String id = takenLongAgo(act);
                    String run = act.planned(id);
                    Acting.Outcome first = act.actFailing(id, run);
                    String what = act.what();
                    // Without an answer to what decides, nothing is done, and nothing is begun.
                    if (first instanceof Acting.Outcome.Left) {
                        assertThat(act.fault()).as(what).isNotEqualTo(Fault.LOST_ANSWER);
                        stands(act, id, StatusType.INACTIVE);
                    }
                    Acting.Outcome last =
                            first instanceof Acting.Outcome.Acted ? first : act.act(id, run);

                    assertThat(last).as(what).isInstanceOf(Acting.Outcome.Acted.class);
                    assertThat(keys()).as(what).isEmpty();
                    assertThat(act.known(id).status()).as(what).isEqualTo(IdentityStatus.DELETED);
                    // A second attempt finds it gone, and does not know by whose hand.
                    assertThat(act.journal(id))
                            .as(what)
                            .contains("deleting")
                            .filteredOn(each -> each.equals("deleted") || each.equals("gone"))
                            .hasSize(1);
                    act.ordered(delete(id));
                    act.told("IdentityDeleted", id);
                    act.nobodyElse(id);

                    // The request comes again.
                    assertThat(act.act(id, run)).isInstanceOf(Acting.Outcome.Acted.class);
                    act.ordered(delete(id));
                });
    }

    @Test
    void whicheverCallFailsAKeyThatIsOnAgainIsNotDeleted() {
        faults.everywhere(
                "leaving alone a key that is on again",
                6,
                6,
                act -> {
                    String id = takenLongAgo(act);
                    String run = act.planned(id);
                    // Unheard by Curfew.
                    switchTo(id, StatusType.ACTIVE);
                    act.actFailing(id, run);
                    assertThat(act.act(id, run))
                            .as(act.what())
                            .isInstanceOf(Acting.Outcome.Left.class);

                    stands(act, id, StatusType.ACTIVE);
                    act.nobodyElse(id);
                });
    }

    @Test
    void whicheverCallFailsAKeyThatWasTakenLatelyIsNotDeleted() {
        faults.everywhere(
                "leaving alone a key that was taken lately",
                8,
                6,
                act -> {
                    String id = takenLongAgo(act);
                    String run = act.planned(id);
                    Instant lately = ago(LATELY);
                    act.change(
                            id,
                            key ->
                                    key.edit()
                                            .status(IdentityStatus.INACTIVE, lately)
                                            .steps(key.steps().taken(lately))
                                            .done());
                    act.actFailing(id, run);
                    assertThat(act.act(id, run))
                            .as(act.what())
                            .isInstanceOf(Acting.Outcome.Left.class);

                    stands(act, id, StatusType.INACTIVE);
                    act.nobodyElse(id);
                });
    }

    @Test
    void whicheverCallOfDeletingFailsWhoRestoresItMeanwhileKeepsIt() {
        faults.everywhere(
                "deleting what is restored before the second attempt",
                12,
                6,
                act -> {
                    String id = takenLongAgo(act);
                    String run = act.planned(id);
                    act.actFailing(id, run);
                    String what = act.what();
                    boolean isGone = keys().isEmpty();
                    Operating.Outcome restored = act.restore(id);
                    Acting.Outcome last = act.act(id, run);

                    if (isGone) {
                        assertThat(restored).as(what).isInstanceOf(Operating.Outcome.Refused.class);
                        assertThat(last).as(what).isInstanceOf(Acting.Outcome.Acted.class);
                        assertThat(act.known(id).status())
                                .as(what)
                                .isEqualTo(IdentityStatus.DELETED);
                    } else {
                        assertThat(restored).as(what).isInstanceOf(Operating.Outcome.Done.class);
                        assertThat(last).as(what).isInstanceOf(Acting.Outcome.Left.class);
                        assertThat(keys())
                                .as(what)
                                .extracting(AccessKeyMetadata::status)
                                .containsExactly(StatusType.ACTIVE);
                        assertThat(act.journal(id)).as(what).doesNotContain("deleted", "gone");
                        act.told("IdentityRestored", id);
                    }
                    act.nobodyElse(id);
                });
    }

    /** A key that was disabled so long ago that it may be deleted, and the only one of its user. */
    private static String takenLongAgo(FaultedAct act) {
        keys().forEach(old ->
                faults.account.iam.deleteAccessKey(
                        delete -> delete.userName(USER).accessKeyId(old.accessKeyId())));
        String id =
                faults.account
                        .iam
                        .createAccessKey(make -> make.userName(USER))
                        .accessKey()
                        .accessKeyId();
        switchTo(id, StatusType.INACTIVE);
        Instant taken = ago(LONG_AGO);
        act.known(
                Identity.found(
                                id,
                                IdentityKind.ACCESS_KEY,
                                LocalCloud.ACCOUNT,
                                USER,
                                IdentityStatus.INACTIVE,
                                taken,
                                taken)
                        .edit()
                        .user(userId)
                        .created(new Identity.Creation(FaultedAct.BY, ago(Duration.ofDays(300))))
                        .steps(Steps.NONE.warned(taken.minus(Duration.ofDays(8))).taken(taken))
                        .first());
        return id;
    }

    /** It is as it was, and it was not even begun to delete it. */
    private static void stands(FaultedAct act, String id, StatusType status) {
        assertThat(keys()).as(act.what()).hasSize(1);
        assertThat(keys().getFirst().accessKeyId()).as(act.what()).isEqualTo(id);
        assertThat(keys().getFirst().status()).as(act.what()).isEqualTo(status);
        assertThat(act.journal(id)).as(act.what()).doesNotContain("deleting", "deleted", "gone");
        act.ordered();
        act.toldNothing();
    }

    private static List<AccessKeyMetadata> keys() {
        return faults.account.iam.listAccessKeys(list -> list.userName(USER)).accessKeyMetadata();
    }

    private static void switchTo(String id, StatusType status) {
        faults.account.iam.updateAccessKey(
                update -> update.userName(USER).accessKeyId(id).status(status));
    }

    private static String delete(String id) {
        return "AccessKeyId=%s Action=DeleteAccessKey UserName=%s".formatted(id, USER);
    }

    private static Instant ago(Duration duration) {
        return Instant.now().minus(duration).truncatedTo(ChronoUnit.SECONDS);
    }
}
