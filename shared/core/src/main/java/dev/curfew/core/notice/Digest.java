package dev.curfew.core.notice;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Many notices as one message.
 *
 * @param counts how many there are of each title's kind, by the event's type
 * @param first the first few, in the order of their events
 */
public record Digest(int total, Map<String, Integer> counts, List<Notice> first) {

    /** More would be no shorter than what it stands for. */
    static final int SHOWN = 5;

    public Digest {
        counts = java.util.Collections.unmodifiableMap(new TreeMap<>(counts));
        first = List.copyOf(first);
    }

    static Digest of(List<Notice> notices) {
        Map<String, Integer> counts = new TreeMap<>();
        notices.forEach(notice -> counts.merge(notice.type(), 1, Integer::sum));
        return new Digest(
                notices.size(), counts, notices.subList(0, Math.min(SHOWN, notices.size())));
    }
}
