package dev.curfew.core.lifecycle;

import static dev.curfew.core.lifecycle.SampleIdentities.NOW;
import static dev.curfew.core.lifecycle.SampleIdentities.ago;
import static dev.curfew.core.lifecycle.SampleIdentities.enforced;
import static dev.curfew.core.lifecycle.SampleIdentities.key;
import static dev.curfew.core.lifecycle.SampleIdentities.role;
import static dev.curfew.core.lifecycle.SampleIdentities.terms;
import static dev.curfew.core.lifecycle.SampleIdentities.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanningTest {

    private static final String RUN = "2026-06-01T00:30:00Z";
    private static final Identity CI = user("AIDACI00000000000001", "/", "ci", ago(400));

    @ParameterizedTest(name = "of {0} keys {1} are due: {2} are taken")
    @CsvSource({"1, 1, 1", "9, 9, 1", "11, 9, 2", "50, 50, 5", "51, 51, 5", "1000, 100, 5", "0, 0, 0"})
    void theBeltsHoldBackWhatIsDueLater(int known, int due, int taken) {
        List<Planning.Decided> decided = keys(known, due);

        Plan plan = Planning.plan(RUN, NOW, terms(enforced()), true, decided.reversed());

        assertThat(plan.actions()).hasSize(taken);
        assertThat(plan.actions().size() + plan.backlog().size()).isEqualTo(due);
        List<Plan.Planned> all = new ArrayList<>(plan.actions());
        all.addAll(plan.backlog());
        assertThat(all)
                .extracting(Plan.Planned::identity)
                .containsExactlyElementsOf(
                        decided.stream().limit(due).map(each -> each.identity().id()).toList());
        assertThat(Planning.isWithin(enforced().belts(), plan)).isTrue();
    }

    @Test
    void eachKindHasBeltsOfItsOwn() {
        List<Planning.Decided> decided = new ArrayList<>(keys(10, 3));
        Identity role = role("AROA1", "/", "idle", ago(400));
        decided.add(new Planning.Decided(role, decision(Action.QUARANTINE, 1, true)));
        decided.add(new Planning.Decided(CI, decision(Action.REPORT, 1, true)));

        Plan plan = Planning.plan(RUN, NOW, terms(enforced()), true, decided);

        assertThat(plan.actions())
                .extracting(Plan.Planned::identity)
                .containsExactly("AKIA000", "AROA1");
        assertThat(plan.known())
                .isEqualTo(
                        Map.of(
                                IdentityKind.ACCESS_KEY, 10,
                                IdentityKind.ROLE, 1,
                                IdentityKind.USER, 1));
    }

    @Test
    void whatIsNotEnforcedIsOnlyShown() {
        Identity key = key("AKIA1", CI, ago(300));

        Plan plan =
                Planning.plan(
                        RUN,
                        NOW,
                        terms(enforced()),
                        true,
                        List.of(new Planning.Decided(key, decision(Action.DISABLE, 1, false))));

        assertThat(plan.actions()).isEmpty();
        assertThat(plan.shown()).hasSize(1);
    }

    @Test
    void aStopAndUnreadableTermsAreSaid() {
        Terms stopped =
                new Terms(enforced(), Map.of(), new Stop(ago(1), "ann", "a fire"), List.of());

        assertThat(Planning.plan(RUN, NOW, stopped, true, keys(20, 1)).stopped())
                .contains("ann", "a fire");
        Plan unreadable = Planning.unreadable(RUN, NOW, true, List.of(CI));
        assertThat(unreadable.stopped()).contains("cannot be read");
        assertThat(unreadable.actions()).isEmpty();
    }

    @Test
    void aPlanIsReadAsItWasWritten() {
        for (Plan plan :
                List.of(
                        Planning.plan(RUN, NOW, terms(enforced()), true, keys(40, 9)),
                        Planning.unreadable(RUN, NOW, false, List.of(CI)))) {
            assertThat(PlanDocument.read(Json.read(PlanDocument.write(plan).toString())))
                    .isEqualTo(plan);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run", "at", "limits", "executed", "known", "actions", "backlog", "shown"
            })
    void whatLacksAnythingOrHasMoreIsNoPlan(String field) {
        Plan plan = Planning.plan(RUN, NOW, terms(enforced()), true, keys(40, 9));
        ObjectNode lacking = PlanDocument.write(plan);
        lacking.remove(field);
        ObjectNode wrong = PlanDocument.write(plan);
        wrong.put(field, 1.5);
        ObjectNode more = PlanDocument.write(plan);
        more.put(field + "s2", "x");

        for (ObjectNode document : List.of(lacking, wrong, more)) {
            assertThatIllegalArgumentException().isThrownBy(() -> PlanDocument.read(document));
        }
    }

    @Test
    void aPlanHasOneActionForOneIdentityAtMost() {
        ObjectNode twice =
                PlanDocument.write(
                        Planning.plan(RUN, NOW, terms(enforced()), true, keys(40, 9)));
        ArrayNode actions = (ArrayNode) twice.path("actions");
        actions.add(actions.get(0).deepCopy());
        ObjectNode reports = twice.deepCopy();
        reports.putArray("actions").add(((ObjectNode) actions.get(0)).put("action", "REPORT"));

        assertThatIllegalArgumentException().isThrownBy(() -> PlanDocument.read(twice));
        assertThatIllegalArgumentException().isThrownBy(() -> PlanDocument.read(reports));
    }

    /** Keys by number, the first so many of them due, the first longest. */
    private static List<Planning.Decided> keys(int known, int due) {
        List<Planning.Decided> decided = new ArrayList<>();
        for (int i = 0; i < known; i++) {
            decided.add(
                    new Planning.Decided(
                            key("AKIA%03d".formatted(i), CI, ago(300)),
                            i < due
                                    // Two each fall due on one day: the id decides.
                                    ? decision(Action.DISABLE, 500 - i / 2, true)
                                    : decision(Action.LEAVE, -5, true)));
        }
        return decided;
    }

    private static Decision decision(Action action, long due, boolean enforced) {
        return new Decision(action, ago(due), "because", enforced, List.of());
    }
}
