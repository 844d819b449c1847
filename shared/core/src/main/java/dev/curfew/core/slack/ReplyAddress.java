package dev.curfew.core.slack;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer may be sent: an address that Slack gave, on Slack's own host. Whoever has it can
 * answer in Slack for half an hour, so it is shown nowhere.
 */
public final class ReplyAddress {

    private static final int LONGEST = 1000;
    private static final String HOST = "hooks.slack.com";

    private final URI uri;

    private ReplyAddress(URI uri) {
        this.uri = uri;
    }

    /**
     * Which addresses are taken.
     *
     * @param local where something stands in Slack's place, on the local cloud; null everywhere
     *     else
     */
    public record Rule(@Nullable URI local) {

        /** Slack's host, over TLS, and no other. */
        public static final Rule SLACK = new Rule(null);

        /** The address that a text is; null when it is none that is taken. */
        public @Nullable ReplyAddress read(String text) {
            if (text.length() > LONGEST) {
                return null;
            }
            URI uri;
            try {
                uri = new URI(text);
            } catch (URISyntaxException none) {
                return null;
            }
            if (uri.getRawUserInfo() != null
                    || uri.getRawFragment() != null
                    || uri.getHost() == null
                    || !uri.getRawPath().startsWith("/")) {
                return null;
            }
            boolean taken =
                    local == null
                            ? "https".equals(uri.getScheme())
                                    && HOST.equals(uri.getHost())
                                    && (uri.getPort() == -1 || uri.getPort() == 443)
                            : local.getScheme().equals(uri.getScheme())
                                    && local.getHost().equals(uri.getHost())
                                    && local.getPort() == uri.getPort();
            return taken ? new ReplyAddress(uri) : null;
        }
    }

    /** The address itself, for whoever sends to it. */
    public URI uri() {
        return uri;
    }

    String text() {
        return uri.toString();
    }

    @Override
    public String toString() {
        return "ReplyAddress[" + uri.getHost() + "]";
    }
}
