package dev.curfew.aws;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.lifecycle.Credentials.Done;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Orders to IAM on a user's credential. */
final class Orders {

    private Orders() {}

    /** IAM takes a second order of the same kind as it took the first. */
    static Done give(Runnable order) {
        try {
            order.run();
            return Done.YES;
        } catch (NoSuchEntityException gone) {
            return Done.GONE;
        }
    }

    /**
     * The name of the user who holds the credential.
     *
     * @throws IllegalStateException when it is not known: IAM takes an order without a name for one
     *     on the caller's own credential
     */
    static String userOf(Identity credential) {
        String user = credential.name();
        if (user == null || user.isEmpty()) {
            throw new IllegalStateException(
                    "the inventory does not know whose `" + credential.id() + "` is");
        }
        return user;
    }
}
