package dev.curfew.core.caller;

import java.time.Instant;

/** Remembers proofs, so that none is taken twice. */
public interface UsedProofs {

    /**
     * Notes a proof; of several at once, one is the first.
     *
     * @param hash stands for the proof, which itself is kept nowhere
     * @param keepUntil from when on it may be forgotten
     * @return false when it was noted before
     */
    boolean firstUse(String hash, Instant keepUntil);
}
