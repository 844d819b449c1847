package dev.curfew.aws;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.identity.NameHistory;
import dev.curfew.core.watch.BrokeredRoles;
import dev.curfew.core.watch.Call;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Brokered roles by what IAM says of a name, and of a role that is gone by what is remembered. */
public final class IamBrokeredRoles implements BrokeredRoles {

    private final IamClient iam;
    private final Inventory inventory;

    public IamBrokeredRoles(IamClient iam, Inventory inventory) {
        this.iam = iam;
        this.inventory = inventory;
    }

    @Override
    public boolean isBrokered(String account, String name) {
        try {
            return iam.getRole(get -> get.roleName(name)).role().arn().contains(Call.BROKERED);
        } catch (NoSuchEntityException gone) {
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
}
