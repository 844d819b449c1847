package dev.curfew.core.scan;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.sweep.AccountPages;
import dev.curfew.core.sweep.ServiceCredentialPages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account to scan, and who may not read what of it. */
public final class FakeAccount
        implements AccountPages, ServiceCredentialPages, UserReport, UserKeys {

    public static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
    public static final String ACCOUNT = "123456789012";

    private static final String ADMIN =
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
            """;

    public final Set<String> denied = new HashSet<>();
    public final List<String> calls = new ArrayList<>();
    private final List<Principal> users = new ArrayList<>();
    private final List<Principal> roles = new ArrayList<>();
    private final Map<String, Row> rows = new HashMap<>();
    private final List<ServiceCredentialPages.Held> services = new ArrayList<>();
    private final Map<String, List<Credentials.Listed>> keys = new HashMap<>();
    private final Map<String, LastUse> uses = new HashMap<>();
    private @Nullable Row root;
    public int waits;

    public Sources sources(boolean keyIds) {
        return new Sources(ACCOUNT, this, this, this, keyIds ? this : null);
    }

    public static Instant ago(int days) {
        return NOW.minus(Duration.ofDays(days));
    }

    public FakeAccount user(String name, int days, boolean password, Slot... slots) {
        Instant made = ago(days);
        String arn = "arn:aws:iam::" + ACCOUNT + ":user/" + name;
        users.add(
                new Principal(
                        IdentityKind.USER,
                        "AIDA" + name,
                        name,
                        arn,
                        made,
                        Map.of("owner", name + "-team"),
                        List.of(),
                        Map.of(),
                        List.of(),
                        null,
                        null,
                        null));
        rows.put(arn, new Row(made, password, null, List.of(slots)));
        return this;
    }

    /** A user that the report does not show yet. */
    public FakeAccount unreported(String name) {
        user(name, 30, false);
        rows.remove("arn:aws:iam::" + ACCOUNT + ":user/" + name);
        return this;
    }

    public static Slot key(int number, boolean active, int days, @Nullable Integer used) {
        return new Slot(
                IdentityKind.ACCESS_KEY,
                "key " + number,
                active,
                ago(days),
                used == null
                        ? new LastUse.Never()
                        : new LastUse.Used(ago(used), "s3", "eu-west-1"));
    }

    public FakeAccount root(Slot... slots) {
        root = new Row(ago(900), true, null, List.of(slots));
        return this;
    }

    public FakeAccount service(String user, String service, int days) {
        services.add(
                new ServiceCredentialPages.Held(
                        user,
                        new Credentials.Listed(
                                "ACCA" + user, IdentityStatus.ACTIVE, ago(days), service, null)));
        return this;
    }

    public FakeAccount role(String path, String name, String principal, @Nullable Integer used) {
        roles.add(
                new Principal(
                        IdentityKind.ROLE,
                        "AROA" + name,
                        name,
                        "arn:aws:iam::" + ACCOUNT + ":role" + path + name,
                        ago(400),
                        Map.of(),
                        List.of("arn:aws:iam::aws:policy/AdministratorAccess"),
                        Map.of(),
                        List.of(),
                        null,
                        """
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": %s, "Action": "sts:AssumeRole"}]}
                        """
                                .formatted(principal),
                        new RoleUse(used == null ? null : ago(used), null)));
        return this;
    }

    public FakeAccount listed(String user, String id, int days, LastUse use) {
        keys.computeIfAbsent(user, name -> new ArrayList<>())
                .add(new Credentials.Listed(id, IdentityStatus.ACTIVE, ago(days), null, null));
        uses.put(id, use);
        return this;
    }

    private void call(String action) {
        synchronized (calls) {
            calls.add(action);
        }
        if (denied.contains(action)) {
            throw new NotPermitted(action);
        }
    }

    @Override
    public AccountPages.Page read(Part part, @Nullable String marker) {
        call("iam:GetAccountAuthorizationDetails");
        List<Principal> all =
                switch (part) {
                    case POLICIES -> List.of();
                    case ROLES -> roles;
                    case USERS -> users;
                };
        int from = marker == null ? 0 : Integer.parseInt(marker);
        int to = Math.min(all.size(), from + 2);
        return new AccountPages.Page(
                Map.of("arn:aws:iam::aws:policy/AdministratorAccess", ADMIN),
                List.of(),
                all.subList(from, to),
                to < all.size() ? Integer.toString(to) : null);
    }

    @Override
    public String policy(String arn) {
        call("iam:GetPolicy");
        return ADMIN;
    }

    @Override
    public ServiceCredentialPages.Page read(@Nullable String marker) {
        call("iam:ListServiceSpecificCredentials");
        return new ServiceCredentialPages.Page(services, null);
    }

    @Override
    public void ask() {
        call("iam:GenerateCredentialReport");
    }

    @Override
    public Answer read() {
        call("iam:GetCredentialReport");
        return waits-- > 0 ? new Answer.NotYet() : new Answer.Ready(NOW, rows, root);
    }

    @Override
    public List<Credentials.Listed> of(String userName) {
        call("iam:ListAccessKeys");
        return keys.getOrDefault(userName, List.of());
    }

    @Override
    public LastUse lastUse(String keyId) {
        call("iam:GetAccessKeyLastUsed");
        LastUse use = uses.get(keyId);
        return use == null ? new LastUse.Unknown("nobody said") : use;
    }
}
