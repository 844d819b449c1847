package dev.curfew.core.scan;

import dev.curfew.core.lifecycle.Terms;
import dev.curfew.core.sweep.AccountPages;
import dev.curfew.core.sweep.AccountPages.Part;
import dev.curfew.core.sweep.Policies;
import dev.curfew.core.sweep.ServiceCredentialPages;
import dev.curfew.core.sweep.Together;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an account page by page and passes on each identity with what Curfew would make of it. What
 * the caller may not read is left out, and a note says so; nothing is ever taken for unused or
 * absent because of that.
 */
public final class Scan {

    private static final Duration REPORT_POLL = Duration.ofSeconds(2);
    private static final Duration REPORT_PATIENCE = Duration.ofMinutes(2);

    private final Sources sources;
    private final Terms terms;
    private final Clock clock;
    private final Consumer<Duration> pause;
    private final Together together = new Together(8);
    private final Set<String> notes = Collections.synchronizedSet(new LinkedHashSet<>());

    /**
     * @param pause waits for so long
     */
    public Scan(Sources sources, Terms terms, Clock clock, Consumer<Duration> pause) {
        this.sources = sources;
        this.terms = terms;
        this.clock = clock;
        this.pause = pause;
    }

    /** Reads the whole account; each identity goes to the sink, and all together are summed up. */
    public Summary run(Sink sink) {
        Instant now = clock.instant();
        Summing summing = new Summing(now);
        Sink counted =
                new Sink() {
                    @Override
                    public void seen(Seen seen) {
                        summing.add(seen);
                        sink.seen(seen);
                    }

                    @Override
                    public void progress(String what, long number) {
                        sink.progress(what, number);
                    }
                };
        boolean asked = askForReport();
        Policies policies = policies(counted);
        if (policies != null) {
            roles(policies, new Judging(sources.account(), terms, now, null), counted);
        }
        UserReport.Answer.Ready report = report(asked, counted);
        Judging judging = new Judging(sources.account(), terms, now, report);
        if (report != null && report.root() != null) {
            judging.root(report.root()).forEach(counted::seen);
        }
        HeldKeys keys = new HeldKeys(sources.keys(), report, notes::add);
        Map<String, List<Held>> service = serviceCredentials();
        if (policies != null) {
            users(policies, judging, keys, service, counted);
        } else if (report != null) {
            report.rows()
                    .forEach((arn, row) ->
                            judging.reported(arn, row, keys.of(arn, row.created()))
                                    .forEach(counted::seen));
        }
        return summing.summary(sources.account(), List.copyOf(notes));
    }

    private boolean askForReport() {
        try {
            sources.report().ask();
            return true;
        } catch (NotPermitted denied) {
            return false;
        }
    }

    /** The account's policies and groups; null when they may not be read, and no principal then. */
    private @Nullable Policies policies(Sink sink) {
        Map<String, String> managed = new HashMap<>();
        Map<String, AccountPages.Group> groups = new HashMap<>();
        try {
            String marker = null;
            do {
                AccountPages.Page page = sources.pages().read(Part.POLICIES, marker);
                managed.putAll(page.policies());
                page.groups().forEach(group -> groups.put(group.name(), group));
                sink.progress("policies", managed.size());
                marker = page.next();
            } while (marker != null);
        } catch (NotPermitted denied) {
            notes.add(
                    "roles, and what users and roles may do, are not shown: allow "
                            + denied.action());
            return null;
        }
        return new Policies(managed, groups, this::missing);
    }

    /** A policy made since the list of them was read. */
    private String missing(String arn) {
        try {
            return sources.pages().policy(arn);
        } catch (NotPermitted denied) {
            notes.add(arn + " is taken to give everything: allow " + denied.action());
            return "";
        }
    }

    private void roles(Policies policies, Judging judging, Sink sink) {
        long number = 0;
        String marker = null;
        do {
            AccountPages.Page page = sources.pages().read(Part.ROLES, marker);
            for (AccountPages.Principal role : page.principals()) {
                sink.seen(judging.role(role, policies.powersOf(role)));
            }
            number += page.principals().size();
            sink.progress("roles", number);
            marker = page.next();
        } while (marker != null);
    }

    private UserReport.Answer.@Nullable Ready report(boolean asked, Sink sink) {
        Instant last = clock.instant().plus(REPORT_PATIENCE);
        try {
            while (true) {
                switch (sources.report().read()) {
                    case UserReport.Answer.Ready ready -> {
                        return ready;
                    }
                    case UserReport.Answer.NotYet notYet when clock.instant().isBefore(last) -> {
                        sink.progress("waiting for the credential report", 0);
                        pause.accept(REPORT_POLL);
                    }
                    case UserReport.Answer.NotYet notYet -> {
                        notes.add(
                                "keys, certificates and passwords are not shown: IAM has not made its credential report in time; scan again");
                        return null;
                    }
                    case UserReport.Answer.None none -> {
                        notes.add(
                                "keys, certificates and passwords are not shown: there is no credential report"
                                        + (asked
                                                ? "; scan again"
                                                : "; allow iam:GenerateCredentialReport"));
                        return null;
                    }
                }
            }
        } catch (NotPermitted denied) {
            notes.add("keys, certificates and passwords are not shown: allow " + denied.action());
            return null;
        }
    }

    /**
     * By the user's name; null when they may not be read, and nobody is known to have none then.
     */
    private @Nullable Map<String, List<Held>> serviceCredentials() {
        Map<String, List<Held>> all = new HashMap<>();
        try {
            String marker = null;
            do {
                ServiceCredentialPages.Page page = sources.serviceCredentials().read(marker);
                page.credentials()
                        .forEach(each ->
                                all.computeIfAbsent(each.userName(), user -> new ArrayList<>(1))
                                        .add(Held.service(each.credential())));
                marker = page.next();
            } while (marker != null);
        } catch (NotPermitted denied) {
            notes.add("service credentials are not shown: allow " + denied.action());
            return null;
        }
        return all;
    }

    private void users(
            Policies policies,
            Judging judging,
            HeldKeys keys,
            @Nullable Map<String, List<Held>> service,
            Sink sink) {
        long number = 0;
        String marker = null;
        do {
            AccountPages.Page page = sources.pages().read(Part.USERS, marker);
            List<List<Held>> held =
                    together.map(page.principals(), user -> keys.of(user.arn(), user.created()));
            for (int i = 0; i < held.size(); i++) {
                AccountPages.Principal user = page.principals().get(i);
                List<Held> all = new ArrayList<>(held.get(i));
                if (service != null) {
                    all.addAll(service.getOrDefault(user.name(), List.of()));
                }
                judging.user(user, policies.powersOf(user), all, service != null)
                        .forEach(sink::seen);
            }
            number += held.size();
            sink.progress("users", number);
            marker = page.next();
        } while (marker != null);
    }
}
