package dev.curfew.cli.console;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.lease.Grant;
import dev.curfew.core.lease.Holder;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Lineage;
import dev.curfew.core.lifecycle.SampleIdentities;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.core.watch.Kind;
import dev.curfew.core.watch.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in tables, as it may be or as somebody hostile may have named it. */
final class ConsoleSamples {

    static final String ANN = "arn:aws:iam::123456789012:user/people/ann";

    private ConsoleSamples() {}

    static Lease lease(
            String lineage, String agent, LeaseState state, Instant now, long issuedAgo) {
        Instant issued = now.minusSeconds(issuedAgo);
        return new Lease(
                new Grant(
                        new Holder(
                                "AROACI0000000000001",
                                "arn:aws:iam::123456789012:role/build/ci",
                                "arn:aws:sts::123456789012:assumed-role/ci/run-7"),
                        agent,
                        "send-orders",
                        "arn:aws:iam::123456789012:role/curfew/order-sender",
                        Lineage.parse(lineage),
                        2,
                        "ticket 7",
                        "{\"Statement\":[]}",
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}",
                        List.of(),
                        issued,
                        issued.plus(Duration.ofMinutes(10)),
                        issued.plus(Duration.ofMinutes(16))),
                "AROASENDER000000001",
                "ASIASENDER000000001",
                state,
                state.isOpen() ? null : now.minusSeconds(30),
                null,
                true,
                Chain.EMPTY,
                2);
    }

    static Identity key(String id, String user, int daysOld, @Nullable Instant used, Instant now) {
        Instant made = now.minus(Duration.ofDays(daysOld));
        return Identity.found(
                        id,
                        IdentityKind.ACCESS_KEY,
                        "123456789012",
                        user,
                        IdentityStatus.ACTIVE,
                        made,
                        made)
                .edit()
                .user("AIDA" + user.length())
                .created(new Identity.Creation(ANN, made))
                .evidence(
                        new Evidence(
                                used == null
                                        ? new LastUse.Never()
                                        : new LastUse.Used(used, "s3", "us-east-1"),
                                now))
                .first();
    }

    static Identity user(String name, Instant now) {
        return SampleIdentities.user(
                "AIDA" + name.length(), "/", name, now.minus(Duration.ofDays(400)));
    }

    static Identity found(Identity identity, Finding.Kind kind, String evidence, Instant now) {
        return identity.edit().findings(List.of(new Finding(kind, now, evidence))).first();
    }

    static dev.curfew.core.watch.Finding finding(String id, String what, String from, Instant now) {
        return new dev.curfew.core.watch.Finding(
                id,
                Kind.OUT_OF_SCOPE,
                Kind.Severity.HIGH,
                new Subject(
                        "aaaaaaaaaaa2",
                        "aaaaaaaaaaa2",
                        "arn:aws:iam::123456789012:role/curfew/order-sender",
                        "AROASENDER000000001:aaaaaaaaaaa2",
                        "arn:aws:iam::123456789012:role/build/ci"),
                what,
                List.of(
                        new dev.curfew.core.watch.Finding.Evidence(
                                "0e0e0e0e-0000-4000-8000-000000000001",
                                now.minusSeconds(40),
                                what,
                                from)),
                3,
                now.minusSeconds(30),
                null,
                null,
                3);
    }

    /** A lively stack. */
    static FakeStack stack(Instant now) {
        FakeStack stack = new FakeStack();
        stack.leases =
                List.of(
                        lease("/aaaaaaaaaaa1/", "planner", LeaseState.ACTIVE, now, 130),
                        lease(
                                "/aaaaaaaaaaa1/aaaaaaaaaaa2/",
                                "order-bot",
                                LeaseState.ACTIVE,
                                now,
                                90),
                        lease("/aaaaaaaaaaa1/aaaaaaaaaaa3/", "packer", LeaseState.ACTIVE, now, 80),
                        lease(
                                "/aaaaaaaaaaa1/aaaaaaaaaaa3/aaaaaaaaaaa4/",
                                "labeller",
                                LeaseState.REVOKED,
                                now,
                                70),
                        lease("/bbbbbbbbbbb1/", "nightly report", LeaseState.ACTIVE, now, 560),
                        lease("/ccccccccccc1/", "migration", LeaseState.RELEASED, now, 400));
        List<Identity> identities = new ArrayList<>();
        Instant used = now.minus(Duration.ofHours(5));
        identities.add(user("nightly-batch", now));
        identities.add(user("svc-backup", now));
        identities.add(
                found(
                        key("AKIANIGHTLYBATCH0001", "nightly-batch", 84, used, now),
                        Finding.Kind.OVER_AGE,
                        "it is older than its limit of 90 days",
                        now));
        identities.add(key("AKIASVCBACKUP0000001", "svc-backup", 20, used, now));
        Identity taken = key("AKIASVCBACKUP0000002", "svc-backup", 95, null, now);
        Instant then = now.minus(Duration.ofDays(2));
        identities.add(
                taken.edit()
                        .status(IdentityStatus.INACTIVE, then)
                        .steps(taken.steps().taken(then))
                        .first());
        identities.add(
                SampleIdentities.role(
                        "AROAOLDAGENT00000001",
                        "/agents/",
                        "old-agent",
                        now.minus(Duration.ofDays(200))));
        stack.identities = identities;
        stack.terms = new Terms(SampleIdentities.enforced(), Map.of(), null, List.of());
        stack.findings =
                List.of(
                        finding(
                                "f00000000001",
                                "was denied `sqs:ListQueues`, which lease `aaaaaaaaaaa2` does not give",
                                "203.0.113.7",
                                now));
        Chain chain = Chain.EMPTY;
        Entry issued =
                chain.next(
                        "aaaaaaaaaaa1",
                        now.minusSeconds(130),
                        "requested",
                        ANN,
                        Map.of("task", "send-orders", "agent", "planner"));
        stack.verdict =
                new dev.curfew.core.journal.Verdict(
                        "aaaaaaaaaaa1", List.of(issued), List.of(), null);
        return stack;
    }

    /** A stack in which whoever could name something named it that. */
    static FakeStack hostile(String text, Instant now) {
        FakeStack stack = stack(now);
        stack.leases =
                List.of(
                        lease("/aaaaaaaaaaa1/", text, LeaseState.ACTIVE, now, 30),
                        lease("/aaaaaaaaaaa1/aaaaaaaaaaa2/", text, LeaseState.ACTIVE, now, 20));
        stack.identities =
                List.of(
                        user(text, now),
                        found(
                                key("AKIAHOSTILE000000001", text, 95, null, now),
                                Finding.Kind.STALE,
                                text,
                                now));
        stack.findings = List.of(finding("f00000000001", text, text, now));
        stack.verdict =
                new dev.curfew.core.journal.Verdict(
                        "aaaaaaaaaaa1",
                        List.of(
                                Chain.EMPTY.next(
                                        "aaaaaaaaaaa1",
                                        now,
                                        "requested",
                                        text,
                                        Map.of(text, text))),
                        List.of(
                                new dev.curfew.core.journal.Flaw(
                                        "aaaaaaaaaaa1",
                                        dev.curfew.core.journal.Flaw.Kind.CHANGED,
                                        text)),
                        null);
        return stack;
    }
}
