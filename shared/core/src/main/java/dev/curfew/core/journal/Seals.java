package dev.curfew.core.journal;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where seals are kept: outside the tables whose heads they hold. */
public interface Seals {

    /** Keeps a seal. A name is used once; keeping another under it is an exception. */
    void keep(Seal.Document document, Seal.Signature signature);

    /** Every seal in its first form, the oldest first. */
    Stream<Kept> all();

    /**
     * What is kept under a name.
     *
     * @param signature null when there is none
     * @param touched whether either was overwritten or deleted after it was first kept
     */
    record Kept(Seal.Document document, Seal.@Nullable Signature signature, boolean touched) {}
}
