package dev.curfew.core.slack;

/** The secret that Slack signs with. */
public interface SigningSecret {

    /**
     * The secret as it stands now, or stood a moment ago.
     *
     * @throws RuntimeException when it cannot be read; what it holds is not part of that
     */
    String value();
}
