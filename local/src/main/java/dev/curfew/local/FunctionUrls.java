package dev.curfew.local;

import java.net.URI;
import java.util.Optional;

/** The addresses of functions on a local cloud. */
public final class FunctionUrls {
    private FunctionUrls() {}

    /** Where that stack hears of presses of buttons; empty while it has no such place. */
    public static Optional<URI> slack(LocalCloud cloud, String stack) {
        try (Stacks stacks = new Stacks(cloud)) {
            return stacks.describe(stack)
                    .flatMap(deployed -> Optional.ofNullable(deployed.outputs().get("SlackUrl")))
                    .map(url -> local(cloud, URI.create(url)));
        }
    }

    /**
     * The same function at an address that resolves: the host of a function's own URL does not,
     * here.
     */
    static URI local(LocalCloud cloud, URI url) {
        String host = url.getHost();
        String id = host.substring(0, host.indexOf('.'));
        return cloud.endpoint().resolve("/_aws/lambda-url/" + id + "/");
    }
}
