package dev.curfew.aws;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.notice.Directory;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What notices need to know, from the inventory and the catalogue. */
public final class NoticeDirectory implements Directory {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeDirectory.class);

    private final DynamoInventory inventory;
    private final DynamoCatalogue catalogue;

    public NoticeDirectory(DynamoDbClient dynamo, String inventory, String catalogue) {
        // It writes nothing, so it needs no journal.
        this.inventory = new DynamoInventory(dynamo, inventory, "");
        this.catalogue = new DynamoCatalogue(dynamo, catalogue, inventory, "", List.of());
    }

    @Override
    public Optional<Identity> find(String id) {
        return inventory.find(id);
    }

    @Override
    public Optional<Limits> limits() {
        try {
            return Optional.of(catalogue.limits());
        } catch (IllegalStateException unreadable) {
            LOG.error("the limits in force cannot be read, so everyone is told in one channel");
            return Optional.empty();
        }
    }
}
