package dev.curfew.core.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Subjects and their journals, open to be tampered with. */
public final class InMemoryJournals {

    /** Where each subject's item says that its journal stands. */
    public final Map<String, Chain> items = new HashMap<>();

    /** The entries, by the subject and number that they stand under. */
    public final SortedMap<String, SortedMap<Long, Entry>> entries = new TreeMap<>();

    /** Something happens to a subject. */
    public Entry append(String subject, Instant at, String what) {
        Chain chain = items.getOrDefault(subject, Chain.EMPTY);
        Entry entry = chain.next(subject, at, what, "arn:aws:iam::1:root", Map.of("n", "1"));
        items.put(subject, chain.with(entry));
        put(entry);
        return entry;
    }

    /** Puts an entry where its subject and number say, whatever stood there. */
    public void put(Entry entry) {
        entries.computeIfAbsent(entry.subject(), subject -> new TreeMap<>())
                .put(entry.number(), entry);
    }

    /** Forgets a subject altogether. */
    public void forget(String subject) {
        items.remove(subject);
        entries.remove(subject);
    }

    public Journal journal() {
        return new Journal() {
            @Override
            public List<Entry> of(String subject) {
                return new ArrayList<>(entries.getOrDefault(subject, new TreeMap<>()).values());
            }

            @Override
            public Stream<Entry> all() {
                return entries.values().stream().flatMap(each -> each.values().stream());
            }
        };
    }

    public Heads heads() {
        return new Heads() {
            @Override
            public Stream<Head> all() {
                return items.entrySet().stream()
                        .map(item -> new Head(item.getKey(), item.getValue()));
            }

            @Override
            public Optional<Chain> of(String subject) {
                return Optional.ofNullable(items.get(subject));
            }
        };
    }
}
