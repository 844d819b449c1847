package dev.curfew.core.sweep;

/** Asks {@code revoke} for what a kept plan says. */
public interface Requests {

    /**
     * Asks for one action of a plan. Asking again asks for nothing twice.
     *
     * @throws RuntimeException when the request is not on its way
     */
    void request(String identity, String run);
}
