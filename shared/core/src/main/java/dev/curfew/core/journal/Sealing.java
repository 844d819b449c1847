package dev.curfew.core.journal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * Seals the journals: what is sealed can no longer be written anew unseen, not even together with
 * the subject's own item.
 */
public final class Sealing {

    private final Heads heads;
    private final Notary notary;
    private final Seals seals;

    public Sealing(Heads heads, Notary notary, Seals seals) {
        this.heads = heads;
        this.notary = notary;
        this.seals = seals;
    }

    /** What was sealed, and under which name. */
    public record Sealed(String name, int subjects) {}

    /**
     * Seals every journal as it stands. All heads and the document are held at once: a hundred
     * thousand subjects fit into 80 MB.
     */
    public Sealed seal(Instant now) {
        List<Head> sorted = heads.all().sorted(Comparator.comparing(Head::subject)).toList();
        Seal.Document document = new Seal(now.truncatedTo(ChronoUnit.SECONDS), sorted).document();
        // Signed before anything is written, so that no key means no seal, not half of one.
        Seal.Signature signature = Seal.Signature.of(document, notary.sign(document.digest()));
        seals.keep(document, signature);
        return new Sealed(document.name(), sorted.size());
    }
}
