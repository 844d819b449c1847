package dev.curfew.core.journal;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Seals for tests, open to be tampered with. */
public final class InMemorySeals implements Seals {

    public final SortedMap<String, Kept> kept = new TreeMap<>();

    @Override
    public void keep(Seal.Document document, Seal.Signature signature) {
        if (kept.containsKey(document.name())) {
            throw new IllegalStateException("`" + document.name() + "` is taken");
        }
        kept.put(document.name(), new Kept(document, signature, false));
    }

    @Override
    public Stream<Kept> all() {
        return kept.values().stream();
    }
}
