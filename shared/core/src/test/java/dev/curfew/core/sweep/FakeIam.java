package dev.curfew.core.sweep;

import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.identity.NameHistory;
import dev.curfew.core.lifecycle.Credentials;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An account for tests, as far as the sweep reads it. */
final class FakeIam implements AccountPages, CredentialReport, ServiceCredentialPages, Account {

    static final String ACCOUNT = "123456789012";
    static final String OWN_ROLE = "curfew-sweep";
    static final String QUARANTINE = "arn:aws:iam::123456789012:policy/curfew/quarantine";
    static final String TRUST =
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\"}]}";

    /** A user or a role. */
    static final class Bearer {
        final IdentityKind kind;
        final String id;
        String name;
        final Instant created;
        final Map<String, String> tags = new TreeMap<>();
        final List<String> managed = new ArrayList<>();
        final Map<String, String> inline = new TreeMap<>();
        final List<String> groups = new ArrayList<>();
        @Nullable String boundary;
        String trust = TRUST;
        boolean password;
        @Nullable Instant used;

        Bearer(IdentityKind kind, String id, String name, Instant created) {
            this.kind = kind;
            this.id = id;
            this.name = name;
            this.created = created;
        }

        String arn() {
            return "arn:aws:iam::%s:%s/%s"
                    .formatted(ACCOUNT, kind == IdentityKind.USER ? "user" : "role", name);
        }
    }

    /** A credential. */
    static final class Held {
        final IdentityKind kind;
        final String id;
        final Bearer user;
        final Instant created;
        IdentityStatus status = IdentityStatus.ACTIVE;
        LastUse use = new LastUse.Never();

        Held(IdentityKind kind, String id, Bearer user, Instant created) {
            this.kind = kind;
            this.id = id;
            this.user = user;
            this.created = created;
        }
    }

    final Map<String, Bearer> bearers = new TreeMap<>();
    final Map<String, Held> held = new TreeMap<>();
    final Map<String, String> policies = new TreeMap<>();
    final Map<String, Group> groups = new TreeMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private final Clock clock;
    private final int pageSize;
    private final Set<String> hidden = new HashSet<>();
    private int ids;
    private int waits;
    private boolean asked;

    /** What happens while IAM tells a last use. */
    Runnable meanwhile = () -> {};

    FakeIam(Clock clock, int pageSize) {
        this.clock = clock;
        this.pageSize = pageSize;
        add(IdentityKind.ROLE, OWN_ROLE);
    }

    // ---- What people do ----

    Bearer add(IdentityKind kind, String name) {
        String id = (kind == IdentityKind.USER ? "AIDA" : "AROA") + "%04d".formatted(ids++);
        Bearer bearer = new Bearer(kind, id, name, now());
        bearers.put(id, bearer);
        return bearer;
    }

    Held add(IdentityKind kind, Bearer user) {
        String prefix =
                switch (kind) {
                    case ACCESS_KEY -> "AKIA";
                    case SERVICE_CREDENTIAL -> "ACCA";
                    case SSH_PUBLIC_KEY -> "APKA";
                    default -> "CERT";
                };
        Held each = new Held(kind, prefix + "%04d".formatted(ids++), user, now());
        held.put(each.id, each);
        return each;
    }

    void remove(Bearer bearer) {
        bearers.remove(bearer.id);
        held.values().removeIf(each -> each.user == bearer);
    }

    List<Bearer> bearers(IdentityKind kind) {
        return bearers.values().stream().filter(each -> each.kind == kind).toList();
    }

    List<Held> heldBy(Bearer user) {
        return held.values().stream().filter(each -> each.user == user).toList();
    }

    /** Lets the pages not show one, though it is there. */
    void hide(String id) {
        hidden.add(id);
    }

    /** Lets the report be so often not ready. */
    void letReportWait(int times) {
        waits = times;
    }

    synchronized int calls(String name) {
        return calls.getOrDefault(name, 0);
    }

    synchronized void forgetCalls() {
        calls.clear();
    }

    private synchronized void count(String call) {
        calls.merge(call, 1, Integer::sum);
    }

    private Instant now() {
        return PrincipalChange.second(clock.instant());
    }

    // ---- What the sweep asks ----

    @Override
    public AccountPages.Page read(AccountPages.Part part, @Nullable String marker) {
        count("pages");
        if (part == AccountPages.Part.POLICIES) {
            return new AccountPages.Page(policies, List.copyOf(groups.values()), List.of(), null);
        }
        List<Bearer> all =
                bearers(part == AccountPages.Part.USERS ? IdentityKind.USER : IdentityKind.ROLE);
        all = all.stream().filter(each -> !hidden.contains(each.id)).toList();
        int from = marker == null ? 0 : Integer.parseInt(marker);
        int to = Math.min(all.size(), from + pageSize);
        return new AccountPages.Page(
                Map.of(),
                List.of(),
                all.subList(Math.min(from, to), to).stream().map(FakeIam::shown).toList(),
                to < all.size() ? String.valueOf(to) : null);
    }

    private static AccountPages.Principal shown(Bearer bearer) {
        boolean isRole = bearer.kind == IdentityKind.ROLE;
        return new AccountPages.Principal(
                bearer.kind,
                bearer.id,
                bearer.name,
                bearer.arn(),
                bearer.created,
                bearer.tags,
                bearer.managed,
                bearer.inline,
                bearer.groups,
                bearer.boundary,
                isRole ? bearer.trust : null,
                isRole ? new RoleUse(bearer.used, null) : null);
    }

    @Override
    public Optional<Account.Principal> detailsNow(IdentityKind kind, String name) {
        throw new UnsupportedOperationException("a sweep reads pages");
    }

    @Override
    public String policy(String arn) {
        count("policy");
        return policies.getOrDefault(arn, "{\"Statement\":[]}");
    }

    @Override
    public void ask() {
        count("ask");
        asked = true;
    }

    @Override
    public Answer read() {
        count("report");
        if (!asked) {
            return new Answer.None();
        }
        if (waits > 0) {
            waits--;
            return new Answer.NotYet();
        }
        Map<String, Row> rows = new HashMap<>();
        for (Bearer user : bearers(IdentityKind.USER)) {
            rows.put(user.arn(), row(user));
        }
        return new Answer.Ready(clock.instant(), rows);
    }

    private Row row(Bearer user) {
        StringBuilder told = new StringBuilder().append(user.password);
        List<KeyUse> uses = new ArrayList<>();
        boolean certificates = false;
        for (Held each : heldBy(user)) {
            if (each.kind == IdentityKind.ACCESS_KEY) {
                told.append(each.status).append(each.created);
                if (each.use instanceof LastUse.Used used) {
                    uses.add(new KeyUse(each.created, used.at(), used.service(), used.region()));
                }
            } else if (each.kind == IdentityKind.SIGNING_CERTIFICATE) {
                told.append("cert").append(each.status).append(each.created);
                certificates = true;
            }
        }
        return new Row(user.created, told.toString(), user.password, certificates, uses);
    }

    @Override
    public ServiceCredentialPages.Page read(@Nullable String marker) {
        count("service-credentials");
        return new ServiceCredentialPages.Page(
                held.values().stream()
                        .filter(each -> each.kind == IdentityKind.SERVICE_CREDENTIAL)
                        .map(each -> new ServiceCredentialPages.Held(each.user.name, listed(each)))
                        .toList(),
                null);
    }

    private static Credentials.Listed listed(Held each) {
        boolean isService = each.kind == IdentityKind.SERVICE_CREDENTIAL;
        return new Credentials.Listed(
                each.id,
                each.status,
                each.created,
                isService ? "bedrock.amazonaws.com" : null,
                isService ? each.created.plusSeconds(86_400) : null);
    }

    @Override
    public Optional<NameHistory.Bearer> bearerNow(IdentityKind kind, String name) {
        count("bearerNow");
        return bearers(kind).stream()
                .filter(each -> each.name.equals(name))
                .map(each -> new NameHistory.Bearer(each.id, each.created))
                .findFirst();
    }

    @Override
    public Optional<IdentityStatus> statusNow(IdentityKind kind, String id, String userName) {
        count("statusNow");
        return Optional.ofNullable(held.get(id))
                .filter(each -> each.user.name.equals(userName))
                .map(each -> each.status);
    }

    /** The kinds that are listed user by user. */
    List<Credentials> credentials() {
        return List.of(
                new Kind(IdentityKind.ACCESS_KEY),
                new Kind(IdentityKind.SSH_PUBLIC_KEY),
                new Kind(IdentityKind.SIGNING_CERTIFICATE));
    }

    private final class Kind implements Credentials {
        private final IdentityKind kind;

        private Kind(IdentityKind kind) {
            this.kind = kind;
        }

        @Override
        public IdentityKind kind() {
            return kind;
        }

        @Override
        public Optional<List<Listed>> of(String userName) {
            count("list " + kind);
            return bearers(IdentityKind.USER).stream()
                    .filter(each -> each.name.equals(userName))
                    .findFirst()
                    .map(user ->
                            heldBy(user).stream()
                                    .filter(each -> each.kind == kind)
                                    .map(FakeIam::listed)
                                    .toList());
        }

        @Override
        public LastUse lastUse(Identity credential) {
            count("lastUse");
            meanwhile.run();
            Held each = held.get(credential.id());
            return each == null ? new LastUse.Unknown("gone") : each.use;
        }

        @Override
        public Done disable(Identity credential) {
            throw new AssertionError("the sweep switches nothing off");
        }

        @Override
        public Done enable(Identity credential) {
            throw new AssertionError("the sweep switches nothing on");
        }

        @Override
        public Done delete(Identity credential) {
            throw new AssertionError("the sweep deletes nothing");
        }
    }
}
