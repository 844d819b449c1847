package dev.curfew.core.notice;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.lifecycle.Limits;
import java.util.Optional;

/** What is looked up about those that a notice concerns. It reads no leases. */
public interface Directory {

    /** What the inventory knows of an identity. */
    Optional<Identity> find(String id);

    /** The limits in force; none when they cannot be understood. */
    Optional<Limits> limits();
}
