package dev.curfew.cli.scan;

import dev.curfew.core.scan.Sources;
import dev.curfew.core.scan.Summary;
import java.util.function.Function;

/** The account that the caller's credentials reach. */
public interface ScannedAccounts {

    /**
     * Scans it; throws {@link dev.curfew.cli.stack.Trouble} when it cannot be reached.
     *
     * @param keyIds whether to ask for the ids of keys too
     */
    Summary scan(boolean keyIds, Function<Sources, Summary> scan);
}
