package dev.curfew.core.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds whether the journals are what they were when they were written. */
public final class Verifying {

    /** A subject that changes while it is read is read again; none changes so often. */
    private static final int ATTEMPTS = 5;

    private final Journal journal;
    private final Heads heads;
    private final Seals seals;
    private final Notary notary;

    public Verifying(Journal journal, Heads heads, Seals seals, Notary notary) {
        this.journal = journal;
        this.heads = heads;
        this.seals = seals;
        this.notary = notary;
    }

    /** One journal, judged without the seals: quick, and nothing is asked but the tables. */
    public Verdict look(String subject, Instant now) {
        return examine(subject, Map.of(), now);
    }

    /** One journal, and every seal. */
    public Report one(String subject, Instant now) {
        Evidence evidence = Evidence.of(seals, notary, now);
        Verdict verdict = examine(subject, evidence.of(subject), now);
        List<Flaw> flaws = new ArrayList<>(evidence.flaws());
        flaws.addAll(verdict.flaws());
        return new Report(
                verdict.isKnown() ? 1 : 0,
                verdict.entries().size(),
                flaws,
                evidence.seals(),
                verdict.vouchedSince(),
                evidence.notes());
    }

    /**
     * Every journal and every seal. The tables are read through once; only what does not hold at
     * first sight, because it is wrong or because it changed meanwhile, is read again by itself.
     */
    public Report all(Instant now) {
        Evidence evidence = Evidence.of(seals, notary, now);
        Map<String, Chain> items = new HashMap<>();
        heads.all().forEach(head -> items.put(head.subject(), head.chain()));
        Set<String> holding = new HashSet<>();
        Set<String> doubtful = new TreeSet<>(items.keySet());
        doubtful.addAll(evidence.subjects());
        long entries = 0;
        Runs runs = new Runs(journal.all().iterator());
        for (List<Entry> run = runs.next(); !run.isEmpty(); run = runs.next()) {
            String subject = run.getFirst().subject();
            boolean holds =
                    Verdict.of(subject, items.get(subject), run, evidence.of(subject), now)
                            .flaws()
                            .isEmpty();
            // A subject in two runs holds in neither, or one of them is all of it: either way the
            // other run brings it here.
            if (holds && holding.add(subject)) {
                doubtful.remove(subject);
                entries += run.size();
            } else {
                doubtful.add(subject);
            }
        }
        List<Flaw> flaws = new ArrayList<>(evidence.flaws());
        for (String subject : doubtful) {
            Verdict verdict = examine(subject, evidence.of(subject), now);
            flaws.addAll(verdict.flaws());
            entries += verdict.entries().size();
        }
        doubtful.addAll(holding);
        return new Report(
                doubtful.size(),
                entries,
                flaws,
                evidence.seals(),
                evidence.since(),
                evidence.notes());
    }

    private Verdict examine(String subject, Map<Chain, Instant> sealed, Instant now) {
        Optional<Chain> item = heads.of(subject);
        for (int attempt = 1; ; attempt++) {
            List<Entry> entries = journal.of(subject);
            Optional<Chain> after = heads.of(subject);
            if (after.equals(item) || attempt == ATTEMPTS) {
                return Verdict.of(subject, after.orElse(null), entries, sealed, now);
            }
            item = after;
        }
    }

    /** Entries that come one after another and are of one subject. */
    private static final class Runs {

        private final Iterator<Entry> entries;
        private @Nullable Entry ahead;

        Runs(Iterator<Entry> entries) {
            this.entries = entries;
            this.ahead = entries.hasNext() ? entries.next() : null;
        }

        /** The next of them; empty at the end. */
        List<Entry> next() {
            List<Entry> run = new ArrayList<>();
            Entry first = ahead;
            while (first != null && ahead != null && ahead.subject().equals(first.subject())) {
                run.add(ahead);
                ahead = entries.hasNext() ? entries.next() : null;
            }
            return run;
        }
    }
}
