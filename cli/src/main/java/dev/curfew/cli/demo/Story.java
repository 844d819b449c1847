package dev.curfew.cli.demo;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The story, step by step. Each step throws {@link DoesNotHold} unless it comes out as told. */
final class Story {

    private final Stage stage;
    private final Setting setting;
    private final Leases leases;
    private final Ends ends;
    private final Recording recording;
    private final StaleKey staleKey;

    Story(Stage stage) {
        this.stage = stage;
        this.setting = new Setting(stage);
        this.leases = new Leases(stage);
        this.ends = new Ends(stage);
        this.recording = new Recording(stage);
        this.staleKey = new StaleKey(stage);
    }

    void tell() {
        stage.step("the stack stands", setting::stackStands);
        String orders = stage.step("a first queue", facts -> setting.queue("orders", facts));
        String refunds = stage.step("a second queue", facts -> setting.queue("refunds", facts));
        String payroll = stage.step("a third queue", facts -> setting.queue("payroll", facts));
        String role = stage.step("a role to hand out", setting::role);
        stage.step("a task", facts -> setting.task(role, List.of(orders, refunds, payroll), facts));
        Path one = setting.scope("orders.json", orders);
        Path two = setting.scope("orders-and-refunds.json", orders, refunds);
        Path wider = setting.scope("orders-and-payroll.json", orders, payroll);

        Leased held =
                stage.step(
                        "a lease for two queues",
                        facts -> leases.issue("order-bot", two, "10m", facts));
        stage.step("the allowed call works", facts -> leases.allows(held, "orders", facts));
        stage.step(
                "the call out of scope is denied", facts -> leases.denies(held, "payroll", facts));

        Leased part =
                stage.step(
                        "a part of it is handed on",
                        facts -> leases.delegate(held, "packer", one, "5m", facts));
        stage.step("the part works", facts -> leases.allows(part, "orders", facts));
        stage.step(
                "what was not handed on is denied", facts -> leases.denies(part, "refunds", facts));
        stage.step(
                "what it does not hold it cannot hand on",
                facts -> leases.delegatesNoMore(held, "packer", wider, "5m", payroll, facts));
        Instant asked = stage.step("its job is done", facts -> ends.release(held, facts));
        stage.step("what was handed on ends too", facts -> ends.endsToo(part, asked, facts));

        Leased brief =
                stage.step(
                        "a lease of 15 seconds",
                        facts -> leases.issue("night-job", one, "15s", facts));
        stage.step("it stops at its second", facts -> leases.stopsInTime(brief, facts));

        Leased stray =
                stage.step("another lease", facts -> leases.issue("stray-bot", one, "10m", facts));
        stage.step("a person revokes it", facts -> ends.revoke(stray, facts));
        stage.step("its calls are denied", facts -> leases.denies(stray, "orders", facts));
        stage.step(
                "the leases are listed",
                facts ->
                        ends.listed(
                                List.of(
                                        stray.id() + "  REVOKED ",
                                        part.id() + "  RELEASED",
                                        held.id() + "  RELEASED",
                                        brief.id() + "  EXPIRED "),
                                facts));

        stage.step("new identities are recorded", recording::recorded);
        stage.step("the inventory lists them", recording::listed);

        StaleKey.Key key = stage.step("a key for a batch job", staleKey::made);
        stage.step("limits for its path alone", staleKey::limited);
        stage.step("past its limit it is warned", facts -> staleKey.warned(key, facts));
        stage.step("the next sweep disables it", facts -> staleKey.disabled(key, facts));
        stage.step("a person restores it", facts -> staleKey.restored(key, facts));
        stage.step("and exempts it", facts -> staleKey.exempted(key, facts));
    }
}
