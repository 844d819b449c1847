package dev.curfew.core.journal;

import dev.curfew.core.journal.Flaw.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the seals say, as far as they can be trusted. Of one journal it keeps each state once, so
 * seals of many days take no more room than the journals themselves.
 */
final class Evidence {

    private static final int NAMED = 5;

    private final Map<String, Map<Chain, Instant>> sealed = new HashMap<>();
    private final List<Flaw> flaws = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final TreeSet<Instant> times = new TreeSet<>();

    private Evidence() {}

    static Evidence of(Seals seals, Notary notary, Instant now) {
        Evidence evidence = new Evidence();
        List<String> unsigned = new ArrayList<>();
        seals.all()
                .forEach(kept -> {
                    if (kept.touched()) {
                        evidence.broken(
                                kept.document().name(),
                                "the seal was overwritten or deleted; this is judged by its first form");
                    }
                    Seal.Signature signature = kept.signature();
                    if (signature == null) {
                        unsigned.add(kept.document().name());
                    } else if (signature.isOf(kept.document(), notary)) {
                        Seal.read(kept.document())
                                .ifPresentOrElse(
                                        evidence::add,
                                        () ->
                                                evidence.broken(
                                                        kept.document().name(),
                                                        "the seal stands under another's name"));
                    } else {
                        evidence.broken(
                                kept.document().name(),
                                "the seal was changed: its signature does not fit");
                    }
                });
        if (!unsigned.isEmpty()) {
            evidence.notes.add("seals without a signature, which prove nothing: " + some(unsigned));
        }
        evidence.daysWithout(now);
        return evidence;
    }

    /** Where the subject's journal stood, the oldest first. */
    Map<Chain, Instant> of(String subject) {
        return sealed.getOrDefault(subject, Map.of());
    }

    Set<String> subjects() {
        return sealed.keySet();
    }

    /** What is wrong with the seals themselves. */
    List<Flaw> flaws() {
        return flaws;
    }

    List<String> notes() {
        return notes;
    }

    int seals() {
        return times.size();
    }

    @Nullable Instant since() {
        return times.isEmpty() ? null : times.first();
    }

    private void add(Seal seal) {
        times.add(seal.at());
        for (Head head : seal.heads()) {
            sealed.computeIfAbsent(head.subject(), subject -> new LinkedHashMap<>(2))
                    .putIfAbsent(head.chain(), seal.at());
        }
    }

    private void broken(String name, String text) {
        flaws.add(new Flaw(name, Kind.SEAL_BROKEN, text));
    }

    /** The current day may still get its seal. */
    private void daysWithout(Instant now) {
        if (times.isEmpty() || day(now).isBefore(day(times.first()))) {
            return;
        }
        Set<LocalDate> sealedDays = times.stream().map(Evidence::day).collect(Collectors.toSet());
        List<String> without =
                day(times.first())
                        .datesUntil(day(now))
                        .filter(day -> !sealedDays.contains(day))
                        .map(LocalDate::toString)
                        .toList();
        if (!without.isEmpty()) {
            notes.add("days without a seal: " + some(without));
        }
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static String some(List<String> all) {
        String named = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
        return all.size() > NAMED ? named + " and " + (all.size() - NAMED) + " more" : named;
    }
}
