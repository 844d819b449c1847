package dev.curfew.core.sweep;

import java.util.ArrayList;
import java.util.List;

/** Parts of a list, each small enough that the time is looked at often. */
final class Chunks {

    static final int SIZE = 50;

    private Chunks() {}

    static <T> List<List<T>> of(List<T> all) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += SIZE) {
            chunks.add(all.subList(from, Math.min(from + SIZE, all.size())));
        }
        return chunks;
    }
}
