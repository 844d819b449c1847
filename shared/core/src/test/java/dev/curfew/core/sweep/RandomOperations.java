package dev.curfew.core.sweep;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What people do in an account, at random. */
final class RandomOperations {

    private static final String ALL = "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    private final FakeIam iam;
    private final RandomGenerator random;

    RandomOperations(FakeIam iam, RandomGenerator random) {
        this.iam = iam;
        this.random = random;
        iam.policies.put("arn:aws:iam::aws:policy/AdministratorAccess", ALL);
        iam.groups.put(
                "admins",
                new AccountPages.Group(
                        "admins", List.of("arn:aws:iam::aws:policy/AdministratorAccess"), List.of()));
    }

    void some(int number) {
        for (int i = 0; i < number; i++) {
            one();
        }
    }

    private void one() {
        List<FakeIam.Bearer> users = iam.bearers(IdentityKind.USER);
        if (users.isEmpty() || random.nextInt(8) == 0) {
            name(IdentityKind.USER, "user-");
            return;
        }
        FakeIam.Bearer user = pick(users);
        FakeIam.Bearer any = pick(List.copyOf(iam.bearers.values()));
        switch (random.nextInt(14)) {
            case 0 -> name(IdentityKind.ROLE, "role-");
            case 1, 2 -> iam.add(IdentityKind.ACCESS_KEY, user);
            case 3 -> iam.add(IdentityKind.SSH_PUBLIC_KEY, user);
            case 4 -> iam.add(IdentityKind.SERVICE_CREDENTIAL, user);
            case 5 -> iam.add(IdentityKind.SIGNING_CERTIFICATE, user);
            case 6 -> any.tags.put("owner", "team-" + random.nextInt(5));
            case 7 -> any.inline.put("p" + random.nextInt(3), ALL);
            case 8 -> any.managed.add("arn:aws:iam::aws:policy/P" + random.nextInt(3));
            case 9 -> user.password = !user.password;
            case 10 -> any.boundary = random.nextBoolean() ? null : "arn:aws:iam::aws:policy/B";
            case 11 ->
                    iam.heldBy(user)
                            .forEach(each -> each.status =
                                    random.nextBoolean()
                                            ? IdentityStatus.ACTIVE
                                            : IdentityStatus.INACTIVE);
            case 12 -> iam.heldBy(user).stream().findFirst().ifPresent(e -> iam.held.remove(e.id));
            default -> {
                if (!any.name.equals(FakeIam.OWN_ROLE)) {
                    iam.remove(any);
                    if (random.nextBoolean()) {
                        iam.add(any.kind, any.name);
                    }
                }
            }
        }
    }

    private void name(IdentityKind kind, String prefix) {
        List<String> free =
                IntStream.range(0, 200)
                        .mapToObj(i -> prefix + i)
                        .filter(name -> iam.bearers.values().stream()
                                .noneMatch(each -> each.name.equals(name)))
                        .toList();
        iam.add(kind, pick(free));
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
