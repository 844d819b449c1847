package dev.curfew.core.watch;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one lease, session or change, with the records that it rests on.
 *
 * @param id follows from what it is about, so the same is found once
 * @param severity of the worst call
 * @param what its first call was, in one line
 * @param evidence the first calls it rests on, in the order of hearing
 * @param calls how many there were in all, at least
 * @param openedAt when the calls became enough; null while they are a note
 * @param revocationAt when the session's end was asked for; null while it was not
 * @param closing who closed it; null while it is open
 * @param version counts its changes, from 1
 */
public record Finding(
        String id,
        Kind kind,
        Kind.Severity severity,
        Subject subject,
        String what,
        List<Evidence> evidence,
        long calls,
        @Nullable Instant openedAt,
        @Nullable Instant revocationAt,
        @Nullable Closing closing,
        long version) {

    /** More tells nobody more, and whoever is flooded with calls still gets an item that fits. */
    static final int MOST_EVIDENCE = 20;

    private static final int ID_LENGTH = 12;

    /**
     * One call.
     *
     * @param event CloudTrail's id of its record
     * @param address where it came from
     */
    public record Evidence(String event, Instant at, String what, String address) {}

    /**
     * A person has dealt with it.
     *
     * @param by the person's ARN
     */
    public record Closing(Instant at, String by, String reason) {}

    public Finding {
        evidence = List.copyOf(evidence);
    }

    static String id(Kind kind, Subject subject) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((kind + " " + subject.key()).getBytes(StandardCharsets.UTF_8));
            String text = new BigInteger(1, hash).toString(Character.MAX_RADIX);
            return text.substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Finding first(Suspicion suspicion, Subject subject, Evidence evidence) {
        return new Finding(
                id(suspicion.kind(), subject),
                suspicion.kind(),
                suspicion.severity(),
                subject,
                suspicion.what(),
                List.of(evidence),
                1,
                null,
                null,
                null,
                1);
    }

    /** Whether enough was seen to tell people, and nobody has closed it. */
    public boolean isOpen() {
        return openedAt != null && closing == null;
    }

    /** Whether it is not enough yet to tell people. */
    public boolean isNote() {
        return openedAt == null;
    }

    /** Whether one more call would change nothing that is kept. */
    boolean isFull() {
        return isOpen() && evidence.size() >= MOST_EVIDENCE;
    }

    boolean restsOn(Evidence one) {
        return evidence.stream().anyMatch(each -> each.event().equals(one.event()));
    }

    /** With one more call; a note keeps the latest, a finding those that it was opened by. */
    Finding with(Suspicion suspicion, Evidence one) {
        List<Evidence> more = new ArrayList<>(evidence);
        if (more.size() >= MOST_EVIDENCE) {
            more.removeFirst();
        }
        more.add(one);
        return new Finding(
                id,
                kind,
                suspicion.severity().compareTo(severity) > 0 ? suspicion.severity() : severity,
                subject,
                what,
                more,
                calls + 1,
                openedAt,
                revocationAt,
                closing,
                version + 1);
    }

    /** Whether so many of its calls came within that time. */
    boolean has(int calls, Duration window) {
        List<Instant> times = evidence.stream().map(Evidence::at).sorted().toList();
        for (int last = calls - 1; last < times.size(); last++) {
            if (!times.get(last - calls + 1).plus(window).isBefore(times.get(last))) {
                return true;
            }
        }
        return false;
    }

    Finding opened(Instant now) {
        return new Finding(
                id,
                kind,
                severity,
                subject,
                what,
                evidence,
                calls,
                now,
                revocationAt,
                null,
                version);
    }

    /** A person has dealt with it. */
    Finding closed(Closing by) {
        return new Finding(
                id,
                kind,
                severity,
                subject,
                what,
                evidence,
                calls,
                openedAt,
                revocationAt,
                by,
                version + 1);
    }

    /** The session's end was asked for. */
    Finding revocationAsked(Instant now) {
        return new Finding(
                id,
                kind,
                severity,
                subject,
                what,
                evidence,
                calls,
                openedAt,
                now,
                closing,
                version + 1);
    }
}
