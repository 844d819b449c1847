package dev.curfew.core.scan;

import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Credentials;
import java.util.List;

/** A user's access keys by their ids, which cost a call for each user. */
public interface UserKeys {

    /** The keys of a user; none when there is no such user any more. */
    List<Credentials.Listed> of(String userName);

    /** When a key was used last, asked now. */
    LastUse lastUse(String keyId);
}
