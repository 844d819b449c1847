package dev.curfew.aws;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.identity.NameHistory;
import dev.curfew.core.watch.BrokeredRoles;
import dev.curfew.core.watch.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * Brokered roles by what IAM says of a name, and of a role that is gone by what is remembered. A
 * role is another Curfew's only while it has the boundary of one; without any it counts as ours.
 */
public final class IamBrokeredRoles implements BrokeredRoles {

    private static final Pattern BOUNDARY =
            Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:policy/curfew/(.+)-boundary");

    /** Each call of each session of another's role would be one of IAM's, which allows few. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final int MOST_REMEMBERED = 1000;

    private final IamClient iam;
    private final Inventory inventory;
    private final String stack;
    private final InstantSource clock;
    private final Map<String, Instant> anothers = new ConcurrentHashMap<>();

    /**
     * @param stack this stack's name, with which its boundary's name begins
     */
    public IamBrokeredRoles(IamClient iam, Inventory inventory, String stack, InstantSource clock) {
        this.iam = iam;
        this.inventory = inventory;
        this.stack = stack;
        this.clock = clock;
    }

    @Override
    public Broker of(String account, String name) {
        Instant now = clock.instant();
        Instant until = anothers.get(name);
        if (until != null && now.isBefore(until)) {
            return Broker.ANOTHER;
        }
        Broker broker;
        try {
            broker = of(iam.getRole(get -> get.roleName(name)).role());
        } catch (NoSuchEntityException gone) {
            broker = remembered(account, name) ? Broker.OURS : Broker.NONE;
        }
        if (broker == Broker.ANOTHER) {
            remember(name, now.plus(REMEMBERED));
        } else {
            anothers.remove(name);
        }
        return broker;
    }

    private Broker of(Role role) {
        if (!role.arn().contains(Call.BROKERED)) {
            return Broker.NONE;
        }
        AttachedPermissionsBoundary boundary = role.permissionsBoundary();
        if (boundary == null || boundary.permissionsBoundaryArn() == null) {
            return Broker.OURS;
        }
        var bounded = BOUNDARY.matcher(boundary.permissionsBoundaryArn());
        return bounded.matches() && !bounded.group(1).equals(stack) ? Broker.ANOTHER : Broker.OURS;
    }

    private void remember(String name, Instant until) {
        if (anothers.size() >= MOST_REMEMBERED) {
            anothers.clear();
        }
        anothers.put(name, until);
    }

    private boolean remembered(String account, String name) {
        return inventory
                .find(
                        inventory.history(IdentityKind.ROLE, account, name).bearers().stream()
                                .map(NameHistory.Bearer::id)
                                .collect(Collectors.toSet()))
                .values()
                .stream()
                .map(Identity::arn)
                .anyMatch(arn -> arn != null && arn.contains(Call.BROKERED));
    }
}
