package dev.curfew.local.system;

import java.util.Map;

/** Curfew beside the shared one that ends sessions and halts holders on findings, as usual. */
final class Watched {

    static final DeployedCurfew CURFEW = DeployedCurfew.beside("watched", Map.of());

    private Watched() {}
}
